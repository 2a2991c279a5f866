"""The same act in two forms (draft and signed, DOCX and PDF): found by number, date, issuer and content."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vnplans.archive.entries import Entries
from vnplans.archive.journal import Journal
from vnplans.tracker.facts import Facts, bands, same_act

__all__ = ["Twins"]

_CROWD = 40
"""A key that more records share says nothing, and pairs of them would be too many: boilerplate, a form in hundreds of
copies."""

_TABLES = """
DROP TABLE IF EXISTS temp.acts; DROP TABLE IF EXISTS temp.bands; DROP TABLE IF EXISTS temp.twins;
CREATE TEMP TABLE acts(n INTEGER PRIMARY KEY, sha256 TEXT, serial INTEGER, symbol TEXT, issued_on TEXT, issuer TEXT,
  figures TEXT, sketch BLOB);
CREATE TEMP TABLE bands(band INTEGER, n INTEGER, PRIMARY KEY(band, n)) WITHOUT ROWID;
CREATE TEMP TABLE twins(sha256 TEXT, other TEXT, PRIMARY KEY(sha256, other)) WITHOUT ROWID;
"""
_ONE, _OTHER = (", ".join(f"{t}.{c}" for c in Facts.__slots__) for t in "ab")
_CROWDED = f"SELECT band FROM temp.bands GROUP BY band HAVING count(*) BETWEEN 2 AND {_CROWD}"
_NUMBER = "serial, issued_on, issuer"
_NUMBERED = (
    f"SELECT {_NUMBER} FROM temp.acts WHERE serial IS NOT NULL AND issued_on IS NOT NULL AND issuer IS NOT NULL "
    f"GROUP BY {_NUMBER} HAVING count(*) BETWEEN 2 AND {_CROWD}"
)
# of what both say nothing may differ (`same_act`): most pairs are out before they are looked at
_AGREE = " AND ".join(f"coalesce(nullif(a.{c}, '') = nullif(b.{c}, ''), 1)" for c in Facts.__slots__[1:-1])
_PAIRS = (
    # number, date and issuer are the same
    f"SELECT {_ONE}, {_OTHER} FROM ({_NUMBERED}) c JOIN temp.acts a USING ({_NUMBER}) "
    f"JOIN temp.acts b USING ({_NUMBER}) WHERE a.n < b.n AND a.sha256 <> b.sha256",
    # a band of the sketch is the same
    f"SELECT {_ONE}, {_OTHER} FROM (SELECT DISTINCT x.n AS m, y.n AS n FROM ({_CROWDED}) c JOIN temp.bands x "
    "ON x.band=c.band JOIN temp.bands y ON y.band=c.band AND x.n < y.n) p JOIN temp.acts a ON a.n=p.m "
    f"JOIN temp.acts b ON b.n=p.n WHERE a.sha256 <> b.sha256 AND {_AGREE}",
)


class Twins:
    """`same_as` of every document of the archive; kept in temporary tables on disk."""

    def __init__(self, journal: Journal, print_: str, tick: Callable[[], None] = lambda: None) -> None:
        entries = Entries(journal, print_)
        self._db = db = journal.scratch(_TABLES)
        db.execute("BEGIN")
        for n, facts in enumerate(_all_facts(entries, tick)):
            values = tuple(getattr(facts, name) for name in Facts.__slots__)
            db.execute("INSERT INTO temp.acts VALUES (?,?,?,?,?,?,?,?)", (n, *values))
            db.executemany("INSERT OR IGNORE INTO temp.bands VALUES (?, ?)", ((b, n) for b in bands(facts.sketch)))
        db.execute(f"CREATE INDEX temp.same_number ON acts({_NUMBER})")
        for query in _PAIRS:
            for values in db.execute(query):
                half = len(values) // 2
                one, other = Facts(*values[:half]), Facts(*values[half:])
                if same_act(one, other):
                    pair = [(one.sha256, other.sha256), (other.sha256, one.sha256)]
                    db.executemany("INSERT OR IGNORE INTO temp.twins VALUES (?, ?)", pair)
        db.execute("COMMIT")

    def of(self, sha256: str) -> list[str]:
        """The files that hold the same act, sorted."""
        query = "SELECT other FROM temp.twins WHERE sha256=? ORDER BY other"
        return [other for (other,) in self._db.execute(query, (sha256,))]


def _all_facts(entries: Entries, tick: Callable[[], None]) -> Iterator[Facts]:
    for entry in entries:
        tick()
        yield from entries.facts(entry)
