"""When a web page was published, as its source says to machines: meta tags, JSON-LD, `time` elements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from lxml import etree

from vnplans.calendar import as_date
from vnplans.regex import regex

__all__ = ["posted_on"]

_DAY = regex(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_PUBLISHED = frozenset(
    (
        *("article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "publish-date"),
        *("date", "dc.date", "dc.date.issued", "dcterms.created", "citation_publication_date"),
    )
)
_JSON = regex(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_LONGEST = 1 << 20
_HERE = dt.timezone(dt.timedelta(hours=7))


def posted_on(root: etree._Element) -> dt.date | None:
    """The day of publication; None if the page tells none, or several."""
    for said in (_meta(root), _linked_data(root), _marked(root)):
        days = {day for text in said if (day := _day(text)) is not None}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _meta(root: etree._Element) -> Iterator[str]:
    for meta in root.iter("meta"):
        names = (meta.get(key) or "" for key in ("property", "name", "itemprop"))
        if any(name.lower() in _PUBLISHED for name in names):
            yield meta.get("content") or ""


def _linked_data(root: etree._Element) -> Iterator[str]:
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            yield from _JSON.findall((script.text or "")[:_LONGEST])


def _marked(root: etree._Element) -> Iterator[str]:
    """What is marked as the day of publication, and the first `time` of the page."""
    for element in root.iter():
        if isinstance(element.tag, str) and (element.get("itemprop") or "").lower() == "datepublished":
            yield element.get("datetime") or element.get("content") or ""
            return
    first = next((e for e in root.iter("time") if e.get("datetime")), None)
    if first is not None:
        yield first.get("datetime") or ""


def _day(text: str) -> dt.date | None:
    """The day in Việt Nam; a time without an offset is of there."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        found = _DAY.match(text)
        return as_date(*found.groups()) if found else None
    return (moment.astimezone(_HERE) if moment.tzinfo else moment).date()
