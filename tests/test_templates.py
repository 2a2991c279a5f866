"""Pages are safe by construction: what a template writes is escaped, and no template says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from vnplans.templates import asset, template

PACKAGE = Path(__file__).parents[1] / "src" / "vnplans"
TEMPLATES = sorted(PACKAGE.glob("*/templates/*.html"))
REPORT = dict.fromkeys(("found", "years", "types", "issuers", "failures", "reviews"))


def test_words_stay_words() -> None:
    hostile = "<script>alert(1)</script>\" onload='x' &amp;\x00\u202e"
    page = template("vnplans.archive", "report.html").render(
        REPORT,
        style=asset("vnplans.archive", "report.css"),
        words=lambda vietnamese, english: vietnamese,
        language="vi",
        finished=True,
        columns=[],
        cards=[{"figure": hostile, "words": "", "kind": ""}],
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34; onload=&#39;x&#39; &amp;amp;��</b>" in page
    assert "<script" not in page and "\x00" not in page


def test_a_value_that_was_not_given_is_a_fault() -> None:
    with pytest.raises(UndefinedError, match="language"):
        template("vnplans.archive", "report.html").render(REPORT, style="")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_turns_the_escaping_off(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [word for word in ("safe", "autoescape", "Markup") if word in text]


def test_markup_is_made_in_one_place() -> None:
    makers = [path for path in PACKAGE.rglob("*.py") if "Markup" in path.read_text(encoding="utf-8")]
    assert [path.name for path in makers] == ["templates.py"]
