"""How a case is written to a file and read from one: plain JSON, or sealed.

Rules that this module keeps:
 * A sealed case is sealed through the key of every label that was open, one seal inside the
   other, and last to its reader, as a draft is: it opens only where all of that is open again.
 * Sealing takes public keys alone.
 * A sealed file's length says nothing but the number of seals and the content's steps.
 * Content that its reader may not open is no error and no news: it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import msgspec

from advisor.advice.fact import WITHHELD_WORD
from advisor.cases.case import FORMAT, Case
from advisor.cases.errors import CaseError, DamagedCaseError, NewerCaseError
from advisor.clearance import Label, by_height
from advisor.sealing.age import Identity, Recipient, seal, unseal
from advisor.sealing.errors import SealingError

MAGIC: Final = b"\x89ADVCAS\n"
MOST_BYTES: Final = 1_000_000
_STEP_BYTES = 4096
_MOST_SEALS = 64
_AGE: Final = b"age-encryption.org/"
_FORMAT = re.compile(rb'"format"\s*:\s*([0-9]{1,9})')


C = TypeVar("C", bound=Case)


@dataclass(frozen=True)
class Shape(Generic[C]):
    """What kind of case a file holds.

    Attributes:
        type: Its type.
        magic: What its sealed content begins with.
        noun: What commands call it.
        title: What messages call it.
        newest: The highest version of the format that is read.
        is_always_sealed: Whether it is never written plain, nor read so.
    """

    type: type[C]
    magic: bytes
    noun: str
    title: str
    newest: int
    is_always_sealed: bool = False

    @property
    def one(self) -> str:
        """It with its article."""
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"

    @property
    def plural(self) -> str:
        """Several of them."""
        return f"{self.noun[:-1]}ies" if self.noun.endswith("y") else f"{self.noun}s"


@dataclass(frozen=True)
class Opened(Generic[C]):
    """A case that was read.

    Attributes:
        case: The case.
        seals: How many seals it was in; none, where it is plain.
    """

    case: C
    seals: int


#: What a reader saves.
SAVED: Final = Shape(Case, MAGIC, "case", "saved case", FORMAT)


@dataclass(frozen=True)
class Keys:
    """What a signed-in reader's cases are sealed with; it opens nothing.

    Attributes:
        recipients: The public keys to seal to, from the inside out.
    """

    recipients: tuple[Recipient, ...] = ()

    @classmethod
    def of(cls, reader: Recipient, keys: Mapping[Label, Identity]) -> Keys:
        """Return those of a reader and of every label that is open to them."""
        labels = [keys[label].recipient for label in sorted(keys, key=by_height)]
        return cls((*labels, reader))

    @property
    def suffix(self) -> str:
        """What the names of such files end with."""
        return ".age" if self.recipients else ".json"


def write_case(case: Case, keys: Keys) -> bytes:
    """Return a saved case as its file holds it; see ``write_shaped``.

    Raises:
        CaseError: It is too large to be read again.
    """
    return write_shaped(case, keys, SAVED)


def read_case(
    untrusted: bytes, name: str, identity: Identity | None = None, keys: Sequence[Identity] = ()
) -> Opened[Case] | None:
    """Return the saved case that a file holds; see ``read_shaped``.

    Raises:
        DamagedCaseError: It is no case.
        NewerCaseError: A newer version of the program wrote it.
    """
    return read_shaped(untrusted, name, SAVED, identity, keys)


def write_shaped(case: C, keys: Keys, shape: Shape[C]) -> bytes:
    """Return a case as its file holds it: sealed, where there are keys to seal to.

    Raises:
        CaseError: It is too large to be read again.
    """
    if shape.is_always_sealed and not keys.recipients:
        raise ValueError(f"an {shape.noun} is never written plain")
    if WITHHELD_WORD in case.answers.values():
        raise ValueError("what is withheld is never written")
    plain = msgspec.json.format(msgspec.json.encode(case)) + b"\n"
    if len(plain) > MOST_BYTES // 2:
        raise CaseError(
            f"The {shape.noun} is too large to be saved.",
            hint="Shorten what was written in it, and save again.",
        )
    if not keys.recipients:
        return plain
    content = shape.magic + plain
    sealed = content.ljust(-(-len(content) // _STEP_BYTES) * _STEP_BYTES)
    for recipient in keys.recipients:
        sealed = seal(sealed, (recipient,))
    return sealed


def read_shaped(
    untrusted: bytes,
    name: str,
    shape: Shape[C],
    identity: Identity | None = None,
    keys: Sequence[Identity] = (),
) -> Opened[C] | None:
    """Return the case that a file holds; ``None`` where its seals do not open.

    Args:
        untrusted: What the file holds.
        name: What messages call it.
        shape: What kind of case it is to be.
        identity: The reader's, where they are signed in.
        keys: The key of each label that is open.

    Raises:
        DamagedCaseError: It is no case.
        NewerCaseError: A newer version of the program wrote it.
    """
    if len(untrusted) > MOST_BYTES:
        raise DamagedCaseError(name, shape.noun)
    if not untrusted.startswith(_AGE):
        if shape.is_always_sealed:
            raise DamagedCaseError(name, shape.noun)
        return Opened(_decode(untrusted, name, shape), 0)
    if identity is None:
        return None
    content, seals = _unseal(untrusted, (identity,)), 1
    while content is not None and content.startswith(_AGE) and seals < _MOST_SEALS:
        content, seals = _unseal(content, keys), seals + 1
    if content is None:
        return None
    if not content.startswith(shape.magic):
        raise DamagedCaseError(name, shape.noun)
    return Opened(_decode(content[len(shape.magic) :], name, shape), seals)


def _unseal(untrusted: bytes, identities: Sequence[Identity]) -> bytes | None:
    try:
        return unseal(untrusted, identities) if identities else None
    except SealingError:
        return None


def _decode(untrusted: bytes, name: str, shape: Shape[C]) -> C:
    version = _FORMAT.search(untrusted)
    is_newer = version is not None and int(version[1]) > shape.newest
    if is_newer and untrusted.lstrip().startswith(b"{"):
        raise NewerCaseError(name)
    try:
        case = msgspec.json.decode(untrusted, type=shape.type)
    except (ValueError, RecursionError) as error:
        raise DamagedCaseError(name, shape.noun) from error
    kept = {fact: text for fact, text in case.answers.items() if text != WITHHELD_WORD}
    return msgspec.structs.replace(case, answers=kept)
