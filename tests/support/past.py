"""What a reader last knew, one release ago: some of it otherwise, some of it not there now."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import msgspec

from advisor.cases import Case, make_case
from advisor.catalogue.section import StoredPortion
from advisor.releases.reading_kept import KeptReading, KeptSection, Own, keep_reading
from advisor.session import Session

#: An entry that the release before had, and this one has not.
GONE = "old-desk"
GONE_TITLE = "Desk of long ago"


def past_reading(session: Session, own: Own, *changed: tuple[str, str, bytes]) -> KeptReading:
    """Return what a reader of a session's would have kept on the release before.

    Args:
        session: The reader's session on the release that is open.
        own: Which entries are theirs.
        changed: What was otherwise: the entry, the part, and what that said as JSON.
    """
    now = keep_reading(session, own)
    number, day = now.release.release - 1, now.release.published_on - datetime.timedelta(days=90)
    release = msgspec.structs.replace(now.release, release=number, published_on=day)
    sections = [now.sections[0], *now.sections[1:]]
    for entry_id, part, value in changed:
        sections = [_with(section, entry_id, part, value) for section in sections]
    return msgspec.structs.replace(now, release=release, sections=tuple(sections))


def without_portions(session: Session, own: Own) -> KeptReading:
    """Return what they would have kept where the release before said nothing of any entry."""
    now = past_reading(session, own)
    sections = tuple(msgspec.structs.replace(one, portions={}) for one in now.sections)
    return msgspec.structs.replace(now, sections=sections)


def with_gone(reading: KeptReading) -> KeptReading:
    """Return it with an entry that they read, and that is not there any more."""
    first, *others = reading.sections
    head = msgspec.structs.replace(first.heads[0], id=GONE, title=GONE_TITLE)
    first = msgspec.structs.replace(first, heads=(*first.heads, head))
    return msgspec.structs.replace(reading, sections=(first, *others), read=(*reading.read, GONE))


def turned(session: Session, entry_id: str, name: str) -> bytes:
    """Return the rules of an entry with the opposite of one of them, as JSON."""
    access = session.catalogue.entry(entry_id).find("access")
    rules = tuple(
        msgspec.structs.replace(one, when={"not": one.when}) if one.id == name else one
        for one in access.requirements
    )
    return msgspec.json.encode(msgspec.structs.replace(access, requirements=rules))


def any_case(session: Session, name: str, facts: Sequence[str], *looked_at: str) -> Case:
    """Return a saved case, answered on the release before."""
    case = make_case(name, session, session.parse_answers(facts), looked_at=looked_at)
    return msgspec.structs.replace(case, release=case.release - 1)


def _with(section: KeptSection, entry_id: str, part: str, value: bytes) -> KeptSection:
    stored = section.portions.get(entry_id, ())
    if not any(one.part == part for one in stored):
        return section
    changed = tuple(StoredPortion(part, value) if one.part == part else one for one in stored)
    return msgspec.structs.replace(section, portions={**section.portions, entry_id: changed})
