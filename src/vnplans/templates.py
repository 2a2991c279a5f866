"""Pages for people, made from the templates that lie in a package's folder `templates` (Jinja2).

Safe by construction: every value is escaped where it is written, whatever it holds. Only what is `Markup` already goes
in as it is, and that is made of this package's own files alone.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["asset", "template"]


@cache
def template(package: str, name: str) -> Template:
    """A template of a package ("vnplans.review"). Names that are not given to it raise where they are used."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only a page that is made needs it

    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


@cache
def asset(package: str, name: str) -> Markup:
    """A file of our own that goes into a page as it is: its style, its script."""
    return Markup(resources.files(package).joinpath("templates", name).read_text(encoding="utf-8"))


def _printable(value: object) -> object:
    """Words without any character that HTML or UTF-8 refuses, or that turns the writing round; None as nothing."""
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in value)
