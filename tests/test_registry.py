"""The fields that extract fills are the fields of the record."""

from vnplans.extract import BODY, HEAD
from vnplans.models import Directive

FILLED_ELSEWHERE = {"schema_version", "source", "evidence", "notes", "confidence"}


def test_registered_fields_are_the_fields_of_directive() -> None:
    assert set(HEAD) | set(BODY) == set(Directive.model_fields) - FILLED_ELSEWHERE


def test_no_field_is_registered_twice() -> None:
    assert not set(HEAD) & set(BODY)
