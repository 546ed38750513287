"""Every field of the sources has a name in words."""

from __future__ import annotations

import pytest

from advisor.catalogue import access, entry, release, rule_case
from advisor.catalogue.field_words import field_words
from advisor.catalogue.record import Record

RECORDS = sorted(
    {
        found
        for module in (access, entry, release, rule_case)
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Record) and found is not Record
    },
    key=lambda record: record.__name__,
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_has_words(record):
    for name in record.__struct_fields__:
        words = field_words(record, name)
        assert words.name
        assert words.note.endswith((".", "”"))
