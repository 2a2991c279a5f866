"""The lines of examples/trackers/README.md, run as they stand."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa
import vobject

from vnplans.export import jsonl

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "trackers"


def test_each_tracker_is_fed_by_one_command(tmp_path: Path, postgres: str) -> None:
    lines = re.findall(r"```sh\n(.*?)```", (EXAMPLE / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "DATABASE_URL": postgres}
    for line in lines:
        subprocess.run(["bash", "-ec", line], cwd=tmp_path, env=environment, check=True, timeout=300)

    tasks = [task for act in jsonl.read(tmp_path / "plans.jsonl") for task in act.tasks]
    assert len(tasks) > 10
    with (tmp_path / "redmine.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["unique_id"] for row in csv.DictReader(stream)] == [task.id for task in tasks]
    calendar = vobject.readOne((tmp_path / "tasks.ics").read_text(encoding="utf-8"))
    assert len(calendar.vtodo_list) == len(tasks)
    engine = sa.create_engine(postgres)
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM tasks")).scalar() == len(tasks)
        by_agency = connection.execute(sa.text((EXAMPLE / "open_tasks.sql").read_text(encoding="utf-8"))).all()
    engine.dispose()
    assert sum(row.open_tasks for row in by_agency) == sum(len(task.lead_agencies) for task in tasks)
