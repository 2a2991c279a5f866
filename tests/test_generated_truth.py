"""Generated directives (benchmarks/generate.py) are read as their truth says, value for value: many words, layouts and
tables, so that a small fault of a rule shows somewhere."""

from __future__ import annotations

import json

import pytest
from agree import label
from generator.scoring import Tally
from whole_reading import generated, records

SEED, COUNT, FORMS = 21, 160, ("docx", "html")


@pytest.mark.parametrize("number", range(1, COUNT + 1))
def test_a_generated_directive_is_read_as_its_truth(number: int) -> None:
    form = FORMS[number % 2]
    truth, data = generated(SEED, number, form)
    first, *more = [label(json.loads(record.model_dump_json())) for record in records(data, f"{number}.{form}")]
    for extra in more:
        first["tasks"] += extra["tasks"]
    assert Tally().add(truth, first) == []
