CREATE TABLE directives (
	id TEXT NOT NULL, 
	number TEXT, 
	serial INTEGER, 
	type_code TEXT, 
	doc_type TEXT, 
	issuer TEXT, 
	issuer_level TEXT, 
	province TEXT, 
	issued_on DATE, 
	place TEXT, 
	title TEXT, 
	urgency TEXT, 
	secrecy TEXT, 
	signer TEXT, 
	signer_position TEXT, 
	signer_authority TEXT, 
	recipients JSON, 
	file TEXT, 
	sha256 TEXT NOT NULL, 
	needs_review BOOLEAN NOT NULL, 
	schema_version TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX ix_directives_issued_on ON directives (issued_on);
CREATE TABLE citations (
	directive_id TEXT NOT NULL, 
	"list" TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	number TEXT, 
	title TEXT, 
	issued_on DATE, 
	issuer TEXT, 
	relation TEXT NOT NULL, 
	PRIMARY KEY (directive_id, "list", position), 
	FOREIGN KEY(directive_id) REFERENCES directives (id)
);
CREATE INDEX ix_citations_number ON citations (number);
CREATE TABLE evidence (
	directive_id TEXT NOT NULL, 
	pointer TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	block INTEGER NOT NULL, 
	"start" INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	page INTEGER, 
	box JSON, 
	rule TEXT NOT NULL, 
	PRIMARY KEY (directive_id, pointer, position), 
	FOREIGN KEY(directive_id) REFERENCES directives (id)
);
CREATE TABLE notes (
	directive_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	message TEXT NOT NULL, 
	field TEXT, 
	quote TEXT, 
	page INTEGER, 
	PRIMARY KEY (directive_id, position), 
	FOREIGN KEY(directive_id) REFERENCES directives (id)
);
CREATE TABLE targets (
	directive_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	metric TEXT, 
	comparator TEXT, 
	value FLOAT, 
	unit TEXT, 
	"by" DATE, 
	PRIMARY KEY (directive_id, position), 
	FOREIGN KEY(directive_id) REFERENCES directives (id)
);
CREATE TABLE tasks (
	id TEXT NOT NULL, 
	directive_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	place TEXT NOT NULL, 
	content TEXT NOT NULL, 
	task_group TEXT, 
	deadline_text TEXT, 
	deadline_kind TEXT, 
	starts_on DATE, 
	due_on DATE, 
	rrule TEXT, 
	duration TEXT, 
	business_days BOOLEAN, 
	anchor TEXT, 
	milestones JSON, 
	deliverable TEXT, 
	funding TEXT, 
	page INTEGER, 
	dropped BOOLEAN NOT NULL, 
	status TEXT DEFAULT 'Chưa thực hiện' NOT NULL, 
	assignee TEXT, 
	remarks TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(directive_id) REFERENCES directives (id)
);
CREATE INDEX ix_tasks_due_on ON tasks (due_on);
CREATE INDEX ix_tasks_directive_id ON tasks (directive_id);
CREATE TABLE task_agencies (
	directive_id TEXT NOT NULL, 
	task_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	name TEXT NOT NULL, 
	parent TEXT, 
	is_group BOOLEAN NOT NULL, 
	level TEXT, 
	province TEXT, 
	successor TEXT, 
	PRIMARY KEY (directive_id, task_id, role, position), 
	FOREIGN KEY(directive_id) REFERENCES directives (id), 
	FOREIGN KEY(task_id) REFERENCES tasks (id)
);
CREATE INDEX ix_task_agencies_task_id ON task_agencies (task_id);
CREATE INDEX ix_task_agencies_name ON task_agencies (name);
