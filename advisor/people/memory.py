"""What an administrator's own home remembers of the registers that they opened.

age does not say who sealed, and whoever can write the site folder can put an older register
back, or one of their own making: with it an administrator would grant a new key to somebody
who was revoked. So home remembers how far each register had come, and a sign that only the
real one has.

Rules that this module keeps:
 * It says nothing of what is in a register: a number, and a hash of random bytes.
 * A home that cannot be read or written keeps nobody out; it only remembers nothing. The first
   look from a new home cannot be compared with anything.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Annotated

import msgspec

from advisor.durable import write_file
from advisor.errors import AdvisorError
from advisor.people.errors import OlderRegisterError
from advisor.people.register import Register

#: In the home folder; whoever puts an older register back on purpose removes it.
FILE = "registers-seen.json"
_MAX_BYTES = 65_536
_MOST_SITES = 64


class _Seen(msgspec.Struct, frozen=True):
    """How far a register had come, and what it is known by."""

    revision: Annotated[int, msgspec.Meta(ge=0, lt=2**62)]
    sign: str


def verify_not_replaced(home: Path, register: Register) -> None:
    """Verify that a register is the one that was seen before, or a later state of it.

    Raises:
        OlderRegisterError: It is older, or another one.
    """
    seen = _load(home).get(register.site)
    if seen is not None and (register.revision < seen.revision or _sign(register) != seen.sign):
        raise OlderRegisterError


def remember(home: Path, register: Register) -> None:
    """Remember how far a register has come, as far as that can be written."""
    seen, now = _load(home), _Seen(register.revision, _sign(register))
    if seen.get(register.site) == now:
        return
    others = [(site, one) for site, one in seen.items() if site != register.site]
    kept = dict([*others, (register.site, now)][-_MOST_SITES:])
    with contextlib.suppress(AdvisorError):
        write_file(home / FILE, msgspec.json.encode(kept), private=True)


def _sign(register: Register) -> str:
    return hashlib.sha256(f"{register.site}\0{register.secret}".encode()).hexdigest()


def _load(home: Path) -> dict[str, _Seen]:
    try:
        with (home / FILE).open("rb") as stream:
            return msgspec.json.decode(stream.read(_MAX_BYTES), type=dict[str, _Seen])
    except (OSError, ValueError, RecursionError):
        return {}
