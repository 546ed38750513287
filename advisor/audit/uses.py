"""When each identity was last used, for administrators: the auditor makes it out of the logs.

It holds public keys and days, so that an administrator sees which grants nobody uses, and nothing
of what anybody looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from advisor.audit.errors import AuditError
from advisor.audit.reading import Record
from advisor.audit.record import Kind, Outcome

FORMAT = 1
#: A site has thousands of people at the most.
MOST_BYTES = 4_000_000
_KEY = re.compile(r"\bage1[0-9a-z]{20,120}\b")


class NotUsesError(AuditError):
    """A file is not what ``advisor audit uses`` writes."""

    def __init__(self) -> None:
        super().__init__(
            "It is no list of uses.", hint="Ask the auditor for what advisor audit uses writes."
        )


class NothingReadableError(AuditError):
    """Nothing of the logs opened, so nobody can tell who used what."""

    def __init__(self) -> None:
        super().__init__(
            "No record of these logs opens for this identity.",
            hint="Use the auditor's identity, and logs that were kept for it.",
        )


class Use(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an identity was last used.

    Attributes:
        key: Its public key.
        last: The day, in UTC.
    """

    key: str
    last: date


class Uses(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What some logs say of that.

    Attributes:
        format: The version of this format.
        first: The day of their first record.
        last: The day of their last record.
        uses: Each identity that signed in, by its key.
    """

    format: int
    first: date
    last: date
    uses: tuple[Use, ...]

    def last_use(self, key: str) -> date | None:
        """Return the last day on which an identity was used; ``None`` where it never was."""
        return next((use.last for use in self.uses if use.key == key), None)

    def to_bytes(self) -> bytes:
        """Return it as ``from_bytes`` reads it, for people to look at as well."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"

    @classmethod
    def from_bytes(cls, untrusted: bytes) -> Uses:
        """Read it.

        Raises:
            NotUsesError: It is not one.
        """
        try:
            found = msgspec.json.decode(untrusted, type=cls)
        except (ValueError, RecursionError):
            raise NotUsesError from None
        if found.format != FORMAT:
            raise NotUsesError
        return found


def find_uses(records: Iterable[Record]) -> Uses:
    """Return when each identity last signed in.

    Args:
        records: Those of every log that counts, opened with the auditor's identity.

    Raises:
        NothingReadableError: None of them has details, or there are none.
    """
    days: list[date] = []
    last: dict[str, date] = {}
    for record in records:
        if record.details is None:
            continue
        day = record.at.date()
        days.append(day)
        if record.kind == Kind.SIGN_IN and record.details.outcome is Outcome.DONE:
            for key in _KEY.findall(record.details.who):
                last[key] = max(day, last.get(key, day))
    if not days:
        raise NothingReadableError
    uses = tuple(Use(key=key, last=day) for key, day in sorted(last.items()))
    return Uses(format=FORMAT, first=min(days), last=max(days), uses=uses)
