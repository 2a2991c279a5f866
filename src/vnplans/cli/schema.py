"""vnplans schema: the JSON Schema of the record."""

from __future__ import annotations

import json

import typer

from vnplans.cli.speech import Lang, say

__all__ = ["schema_command"]


def schema_command(lang: Lang = None) -> None:
    """The JSON Schema on standard output."""
    from vnplans.models import Directive  # noqa: PLC0415 - keeps `vnplans --help` quick

    version = Directive.model_fields["schema_version"].default
    typer.echo(json.dumps(Directive.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))
    say(f"lược đồ của bản ghi, phiên bản {version}", f"schema of a record, version {version}")
