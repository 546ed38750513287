"""A file of additions: one line that says who signed it, then what was signed.

Rules that this module keeps:
 * The signature is verified before anything of the body is understood.
 * It covers every byte of the body, and what kind of file it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

import msgspec

from advisor.additions.addition import Body, find_addition_mistakes, find_double_ids
from advisor.additions.errors import UnreliableError
from advisor.catalogue.local import find_mistakes
from advisor.clearance import OFFICIAL, Label
from advisor.signing.site_key import SigningKey, is_signed

MOST_BYTES: Final = 5_000_000
STEP_BYTES: Final = 16_384
_DOMAIN: Final = b"advisor local additions 1\n"
_FIRST_LINE: Final = re.compile(
    rb"advisor local additions 1 key ([0-9a-f]{64}) signature ([0-9a-f]{128})\n"
)


def to_signed_file(body: Body, key: SigningKey) -> bytes:
    """Return the content of a file of additions, signed; filled up where it is to be sealed.

    Args:
        body: What the site adds at one label.
        key: The site's key.
    """
    content = msgspec.json.encode(body)
    if body.label == str(OFFICIAL):
        content = msgspec.json.format(content) + b"\n"  # which people read as well
    signature = key.sign(_DOMAIN + content).hex()
    signed = f"{_DOMAIN.decode().strip()} key {key.public} signature {signature}\n".encode()
    signed += content
    if body.label == str(OFFICIAL):
        return signed
    return signed.ljust(-(-len(signed) // STEP_BYTES) * STEP_BYTES)


def read_signed_file(
    untrusted: bytes, label: Label, *, site: str | None, pinned: Collection[str]
) -> Body:
    """Read a file of additions that the site signed.

    Args:
        untrusted: Its content, opened where it was sealed.
        label: What it was sealed to; OFFICIAL, where it was not.
        site: Id of the site; ``None`` where the site was not set up, and so has none.
        pinned: The public keys that the site's policy names.

    Raises:
        UnreliableError: It is not one.
    """
    found = _FIRST_LINE.match(untrusted)
    if len(untrusted) > MOST_BYTES or found is None:
        raise UnreliableError(label, "the file is no signed file of additions")
    content = untrusted[found.end() :].rstrip(b" ")
    public, signature = found[1].decode(), bytes.fromhex(found[2].decode())
    if public not in pinned:
        raise UnreliableError(label, "they are signed with a key that the policy does not name")
    if not is_signed(_DOMAIN + content, signature, public):
        raise UnreliableError(label, "they were altered after they were signed")
    body = _decode(content, label)
    if site is not None and body.site != site:
        raise UnreliableError(label, "they are those of another site")
    if body.label != str(label):
        raise UnreliableError(label, "they were written for another marking")
    return body


def _decode(content: bytes, label: Label) -> Body:
    try:
        body = msgspec.json.decode(content, type=Body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        # The cause may quote what is protected.
        raise UnreliableError(label, "they are not of this version") from None
    if find_double_ids(body.additions):
        raise UnreliableError(label, "two of them have the same id")
    if body.contacts and label != OFFICIAL:
        # Whoever works with contacts takes them for what may stand in a plain file.
        raise UnreliableError(label, "they hold contacts, which belong at OFFICIAL alone")
    wrong = any(map(find_addition_mistakes, body.additions))
    if wrong or any(map(find_mistakes, body.contacts)):
        raise UnreliableError(label, "one of them holds what cannot be shown")
    return body
