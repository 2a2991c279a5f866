"""Bundles and the journal brought together: what a run that died did not take in, what is gone, what nothing needs."""

from __future__ import annotations

from vnplans.archive.bundles import Told
from vnplans.archive.job import Read
from vnplans.archive.journal import Journal

__all__ = ["clear", "recover"]

_COMMITTED = 50
"""Bundles in one transaction."""


def recover(journal: Journal) -> None:
    """Take in the bundles that the journal does not know, and have read again what lay in those that are gone."""
    there, known = journal.bundles.names(), journal.known_bundles()
    for name in sorted(known - there):
        journal.lose_bundle(name)
    for number, name in enumerate(sorted(there - known), 1):
        try:
            print_, rows = journal.bundles.rows(name)
        except (OSError, ValueError, KeyError, TypeError):  # half of it is not there: it is as if it were not
            continue
        journal.bundle(name)
        for told in rows:
            _take(journal, print_, told)
        if not number % _COMMITTED:
            journal.commit()
    journal.commit()


def _take(journal: Journal, print_: str, told: Told) -> None:
    verdict = told.verdict
    assert verdict.sha256 is not None
    if journal.result(verdict.sha256, print_) is None:
        if isinstance(verdict, Read):
            journal.put_read(print_, verdict)
        else:
            journal.put_failed(print_, verdict.sha256, verdict)
    if told.path is not None:
        journal.listing.knew(told.path, told.stamp, verdict.sha256)


def clear(journal: Journal) -> None:
    """Take away the bundles that no record needs any more."""
    for name in journal.idle_bundles():
        journal.bundles.remove(name)
        journal.lose_bundle(name)
    journal.commit()
