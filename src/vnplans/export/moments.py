"""Days and moments as options give them: as such, or as words of a command line."""

from __future__ import annotations

import datetime as dt

from vnplans.errors import WrongRequest

__all__ = ["day", "moment"]


def day(value: dt.date | str | None) -> dt.date | None:
    """A day, or "2026-07-01". Raises WrongRequest for other words."""
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise WrongRequest(
            f"ngày phải viết YYYY-MM-DD: {value!r}", f"a day is written YYYY-MM-DD: {value!r}"
        ) from error


def moment(value: dt.datetime | str | None) -> dt.datetime:
    """A moment, or "2026-07-01T08:30"; now, in the zone of the machine, where none is given. Raises WrongRequest."""
    try:
        given = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise WrongRequest(
            f"thời điểm phải viết YYYY-MM-DDTHH:MM: {value!r}", f"a moment is written YYYY-MM-DDTHH:MM: {value!r}"
        ) from error
    return given or dt.datetime.now().astimezone()
