"""A grant: a label's private key, sealed to one person.

A site has one key pair per label and gives a person the private half. Which label it
is stands inside the seal, and all grants have one length.

age does not say who granted. A forged grant gives a key that opens nothing that was
published, so what a session may read follows from the sections that open, never from
the names of its grants.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from advisor.clearance import Label
from advisor.sealing.age import Identity, LibraryError, Recipient, seal_evenly, unseal
from advisor.sealing.errors import DamagedSectionError, GrantError, NotSealedError

FORMAT = 1
#: What is sealed: about 120 compartments at most.
GRANT_BYTES = 4096


class _Grant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is inside, as JSON, filled up with spaces."""

    format: int
    label: str
    key: str


def seal_grant(label: Label, label_identity: Identity, recipient: Recipient) -> bytes:
    """Grant a person a label.

    Args:
        label: The label.
        label_identity: The private key of that label at this site.
        recipient: The person's public key.

    Raises:
        GrantError: The label has more compartments than a grant has room for.
    """
    grant = _Grant(FORMAT, str(label), label_identity.reveal())
    content = msgspec.json.encode(grant).ljust(GRANT_BYTES)
    if len(content) > GRANT_BYTES:
        raise GrantError
    return seal_evenly(content, (recipient,))


def open_grants(
    untrusted_grants: Iterable[bytes], identity: Identity
) -> Mapping[Label, tuple[Identity, ...]]:
    """Open the grants that were made to a person.

    A label may have several keys: that of this release and, after one was revoked and the
    key changed, those of the releases before.

    Args:
        untrusted_grants: Everybody's grants, as found.
        identity: The person's.

    Raises:
        GrantError: One is sealed to this identity, but damaged or not a grant. What is
            for others, or not even an age file, is passed over.

    Returns:
        The private keys by label, in the order that they were found in.
    """
    found: dict[Label, tuple[Identity, ...]] = {}
    for untrusted in untrusted_grants:
        opened = _open(untrusted, identity)
        if opened is not None:
            label, key = opened
            found[label] = (*found.get(label, ()), key)
    return found


def _open(untrusted: bytes, identity: Identity) -> tuple[Label, Identity] | None:
    try:
        content = unseal(untrusted, (identity,))
    except NotSealedError:
        return None
    except DamagedSectionError:
        raise GrantError from None
    if content is None:
        return None
    try:
        grant = msgspec.json.decode(content, type=_Grant)
        label = Label.parse(grant.label)
        key = Identity.parse(grant.key)
    except (ValueError, RecursionError, LibraryError):
        raise GrantError from None
    if grant.format != FORMAT or str(label) != grant.label:
        raise GrantError
    return label, key
