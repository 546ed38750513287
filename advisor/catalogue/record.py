"""The common base of everything that is authored, stored and read back."""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A frozen value that is written in YAML by its author and in JSON in the catalogue file.

    The field names and types are the format: an unknown field is an error.
    """
