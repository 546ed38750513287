"""Release files whose entries a test names, and somebody at the desk for releases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec

from advisor.catalogue.entry import Entry
from advisor.releases.building import to_file
from tests.support.at_desk import AtDesk
from tests.support.builders import make_entry, make_section
from tests.support.publishing import Publisher

Sit = Callable[..., AtDesk]


def publish(publisher: Publisher, number: int, *entries: Entry, **options: object) -> bytes:
    """Return a release file that holds some entries."""
    section = make_section(list(entries or [make_entry("unit-0")]))
    named = msgspec.structs.replace(section.release, release=number)
    content = to_file([replace(section, release=named)])
    return publisher.release(number, content=content, **options)
