-- Open tasks by lead agency: how many, how many with a date, and the next one that is due.
SELECT a.name AS lead_agency,
       count(*) AS open_tasks,
       count(t.due_on) AS dated,
       min(t.due_on) AS next_due
FROM tasks t
JOIN task_agencies a ON a.task_id = t.id AND a.role = 'lead'
WHERE NOT t.dropped
  AND t.status <> 'Hoàn thành'
GROUP BY a.name
ORDER BY next_due NULLS LAST, open_tasks DESC;
