"""The slips that a site has taken in, each with what was decided about it.

Rules that this module keeps:
 * A slip is kept in a file that is sealed to a label at least as high as its own marking, one file
   a label; what does not open is not there: no count, no name.
 * What a file holds is checked like a slip from a stick: anybody's words until then.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Final

import msgspec

from advisor.catalogue.record import Record
from advisor.clearance import OFFICIAL, Label, by_height
from advisor.people.changing import OFFICIAL_SLIPS, SLIPS
from advisor.sealing.age import Identity
from advisor.sealing.folder import open_folder
from advisor.slips.errors import DamagedSlipsError
from advisor.slips.slip import MOST_OF_NAME, MOST_OF_SAYS, Slip, write_slip

MOST_OF_EACH: Final = 500
MOST_BYTES: Final = 8_000_000
_STEP_BYTES: Final = 16_384
_Name = Annotated[str, msgspec.Meta(max_length=MOST_OF_NAME)]


class Verdict(StrEnum):
    """What an administrator says of a slip."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Decision(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What was decided about a slip.

    Attributes:
        verdict: Accepted or declined.
        why: The reason, in the administrator's words.
        who: The administrator's name.
        on: The day, in UTC.
    """

    verdict: Verdict
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_OF_SAYS)]
    who: _Name
    on: datetime.date


class Kept(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A slip that the site has taken in.

    Attributes:
        slip: The slip, as its reader wrote it.
        taken_by: The administrator who took it in.
        taken_on: The day, in UTC.
        decision: What was decided; ``None`` while nothing is.
    """

    slip: Slip
    taken_by: _Name
    taken_on: datetime.date
    decision: Decision | None = None

    @property
    def id(self) -> str:
        """What tells it from every other slip: two readers may report the same line."""
        return blake2b(write_slip(self.slip), digest_size=8).hexdigest()


class Body(Record, frozen=True, kw_only=True):
    """What the file of one label holds.

    Attributes:
        site: Id of the site.
        label: The label that it is kept at.
        slips: The slips, in the order they were taken in.
    """

    site: str
    label: str
    slips: Annotated[tuple[Kept, ...], msgspec.Meta(max_length=MOST_OF_EACH)] = ()


@dataclass(frozen=True)
class OpenedBody:
    """The file of one label, as a reader of that label sees it.

    Attributes:
        name: Its name in the folder.
        label: Its label.
        body: What it holds.
    """

    name: str
    label: Label
    body: Body


def to_file(body: Body) -> bytes:
    """Return the content of a file; filled up where it is to be sealed: its size says little."""
    content = msgspec.json.encode(body)
    if body.label == str(OFFICIAL):
        return msgspec.json.format(content) + b"\n"
    return content.ljust(-(-len(content) // _STEP_BYTES) * _STEP_BYTES)


def find_kept(
    site_folder: Path, site: str, granted: Mapping[Label, tuple[Identity, ...]]
) -> tuple[OpenedBody, ...]:
    """Return the slips that a site keeps, as far as some keys open them, lowest label first.

    Args:
        site_folder: The site folder.
        site: Id of the site.
        granted: The reader's keys, by label.

    Raises:
        DamagedSlipsError: A file that is theirs to read cannot be.
    """
    found = (
        OpenedBody(one.name, one.label, _decode(one.content, site, one.label))
        for one in open_folder(site_folder / SLIPS, OFFICIAL_SLIPS, granted, most=MOST_BYTES)
    )
    return tuple(sorted(found, key=lambda one: by_height(one.label)))


def _decode(untrusted: bytes, site: str, label: Label) -> Body:
    try:
        body = msgspec.json.decode(untrusted.rstrip(b" "), type=Body)
        markings = [one.slip.label for one in body.slips]
    except (ValueError, RecursionError):
        raise DamagedSlipsError(label) from None
    belongs = body.site == site and body.label == str(label)
    if not belongs or not all(label.dominates(marking) for marking in markings):
        raise DamagedSlipsError(label)
    return body
