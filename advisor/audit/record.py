"""A record: a kind, a time, and details for the auditor alone.

Rules that this module keeps:
 * All details take one length, whatever they hold; what is too long is cut, visibly.
 * Whatever text comes in, a record is one line, and nothing in it acts on a terminal.
 * A line is read by the one pattern that it is written by; nothing else is a record.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from advisor.audit.chain import authenticate, hash_line

#: What is sealed, filled up with spaces.
DETAILS_BYTES = 1024
#: The longest line of ours has some 2,200 bytes.
MAX_LINE_BYTES = 8192

#: How many bytes of JSON each text of the details has; together they fit whatever they hold.
_ROOM = {"who": 160, "subject": 160, "label": 240, "note": 360}
_CUT = "…"
#: Line ends of all kinds, controls, marks that turn writing around or cannot be seen or stored.
_ACTS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
)

_LINE = re.compile(
    rb'(\{"number":([1-9][0-9]{0,14}),"at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:'
    rb'[0-9]{2}\.[0-9]{3}Z)","kind":"([a-z]+(?:-[a-z]+)*)","sealed":"([A-Za-z0-9+/]*={0,2})",'
    rb'"previous":"([0-9a-f]{64})"),"mac":"([0-9a-f]{64})"\}\n'
)


class Kind(StrEnum):
    """What was done; anybody who has the file can read it."""

    SIGN_IN = "sign-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SIGN_OUT = "sign-out"
    ENTRY_VIEWED = "entry-viewed"
    CHECK = "check"
    EXPORT = "export"
    PRINT = "print"
    IMPORT = "import"
    ROLLBACK = "rollback"
    GRANT = "grant"
    REVOCATION = "revocation"
    POLICY_CHANGE = "policy-change"
    SITE_SET_UP = "site-set-up"
    IDENTITY_CREATED = "identity-created"
    IDENTITY_ROTATED = "identity-rotated"
    REGISTER_CHANGE = "register-change"
    LOCAL_CHANGE = "local-change"


class Outcome(StrEnum):
    """What became of it."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What only the auditor reads.

    Attributes:
        who: The person's name, or the account where nobody is known.
        subject: Id of what it was done to: an entry, a release, a person.
        label: The label of that.
        outcome: What became of it.
        note: Anything else that the auditor needs, such as where an export went.
    """

    who: str = ""
    subject: str = ""
    label: str = ""
    outcome: Outcome = Outcome.DONE
    note: str = ""

    def cleaned(self) -> Details:
        """Return the details as they are written and shown: on one line each, and cut."""
        return msgspec.structs.replace(
            self, **{name: _fit(getattr(self, name), room) for name, room in _ROOM.items()}
        )

    def to_bytes(self) -> bytes:
        """Return what is sealed; it has one length."""
        return msgspec.json.encode(self.cleaned()).ljust(DETAILS_BYTES)

    @classmethod
    def from_bytes(cls, untrusted: bytes) -> Details | None:
        """Read what was sealed; ``None`` where it is not that of a record."""
        try:
            return msgspec.json.decode(untrusted, type=cls).cleaned()
        except (ValueError, RecursionError):
            return None


def escape(text: str) -> str:
    r"""Return text on one line, with what would act written out, such as ``\x1b``."""
    return _ACTS.sub(_write_out, text)


def _write_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - one byte


def _fit(text: str, room: int) -> str:
    """Return text that takes no more room than it has, cut where it would."""
    clean = escape(text[: room + 1])
    if len(text) <= room and _size(clean) <= room:
        return clean
    while _size(clean) > room - _size(_CUT):
        clean = clean[:-1]
    return clean + _CUT


def _size(text: str) -> int:
    return len(msgspec.json.encode(text)) - len('""')


@dataclass(frozen=True)
class Line:
    """A line of a log, as it stands there.

    Attributes:
        raw: The line itself, with its end.
        body: What its code covers: everything before the code.
        number: Its number, from 1.
        at: When, in UTC.
        kind: What was done; a newer version may have kinds that this one does not know.
        sealed: The details, sealed to the auditor.
        previous: Hash of the line before.
        mac: The code that shows that it is genuine.
    """

    raw: bytes
    body: bytes
    number: int
    at: datetime
    kind: str
    sealed: bytes
    previous: str
    mac: str

    @property
    def hash(self) -> str:
        """What the next line goes on from."""
        return hash_line(self.raw)

    def is_genuine(self, key: bytes) -> bool:
        """Tell whether the line was written with a key."""
        return authenticate(key, self.body) == self.mac


def make_line(
    number: int, at: datetime, kind: Kind, sealed: bytes, *, previous: str, key: bytes
) -> bytes:
    """Return a line.

    Args:
        number: Its number, from 1.
        at: When, in any time zone.
        kind: What was done.
        sealed: The details, sealed to the auditor.
        previous: Hash of the line before.
        key: The key of this line.
    """
    body = (
        f'{{"number":{number},"at":"{write_time(at)}","kind":"{kind}",'
        f'"sealed":"{b64encode(sealed).decode("ascii")}","previous":"{previous}"'
    ).encode("ascii")
    return body + b',"mac":"%s"}\n' % authenticate(key, body).encode("ascii")


def begins_line(untrusted: bytes, number: int) -> bool:
    """Tell whether bytes are what a crash leaves of a line: a piece of it, perhaps with holes."""
    start = b'{"number":%d,' % number
    piece = untrusted.partition(b"\0")[0]
    return len(untrusted) <= MAX_LINE_BYTES and start.startswith(piece[: len(start)])


def parse_line(untrusted: bytes) -> Line | None:
    """Read a line; ``None`` where it is not one, as it would be written, to the last byte."""
    found = _LINE.fullmatch(untrusted)
    if found is None:
        return None
    body, number, at, kind, sealed, previous, mac = found.groups()
    try:
        return Line(
            raw=untrusted,
            body=body,
            number=int(number),
            at=datetime.fromisoformat(at.decode("ascii")),
            kind=kind.decode("ascii"),
            sealed=b64decode(sealed, validate=True),
            previous=previous.decode("ascii"),
            mac=mac.decode("ascii"),
        )
    except ValueError:  # a day that no month has, or padding that nothing needs
        return None


def write_time(at: datetime) -> str:
    """Return a time as a line has it: UTC, to the millisecond.

    Raises:
        ValueError: It does not say in which time zone it is.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
