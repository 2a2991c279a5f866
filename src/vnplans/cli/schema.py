"""vnplans schema: the JSON Schema of the record."""

from __future__ import annotations

import json

import typer

__all__ = ["schema_command"]


def schema_command() -> None:
    """In lược đồ JSON Schema của bản ghi (print the JSON Schema of a record)."""
    from vnplans.models import Directive  # noqa: PLC0415 - keeps `vnplans --help` quick

    typer.echo(json.dumps(Directive.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2))
