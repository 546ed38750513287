"""What the commands of administrators share: signing in to a site, and its audit log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advisor.cli.context import Invocation
from advisor.cli.passphrases import unlock
from advisor.policy import load_policy

if TYPE_CHECKING:
    from advisor.people.office import Office
    from advisor.sealing.age import Identity


def read_clock() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def sign_in(invocation: Invocation) -> Identity:
    """Unlock the identity that was named, and record it where that fails.

    Raises:
        AuditError: It failed, and that could not be recorded.
        NotSignedInError: None was.
        IdentityError: It cannot be unlocked.
    """
    from advisor.journal import Journal, name_reader  # noqa: PLC0415 - loads age
    from advisor.people.errors import NotSignedInError  # noqa: PLC0415
    from advisor.sealing.errors import WrongPassphraseError  # noqa: PLC0415

    if invocation.identity is None:
        raise NotSignedInError
    try:
        return unlock(invocation.identity, invocation.passphrase_file, invocation.places.home)
    except WrongPassphraseError as error:
        journal = Journal.open(invocation.places, name_reader())
        journal.fail_to_sign_in(invocation.identity, error.message)
        raise


def open_office(invocation: Invocation) -> Office:
    """Sign an administrator in to the site; everything that can be wrong without a key is first.

    Raises:
        NotSignedInError: No identity was named.
        PeopleError: The site was not set up, or is damaged.
        AuditError: Nothing can be recorded, so nothing can be done.
        IdentityError: The identity cannot be unlocked.
    """
    from advisor.people.errors import NotSignedInError  # noqa: PLC0415 - loads age
    from advisor.people.office import Office  # noqa: PLC0415
    from advisor.people.recording import open_log  # noqa: PLC0415
    from advisor.people.site import load_site  # noqa: PLC0415

    if invocation.identity is None:
        raise NotSignedInError
    places = invocation.places
    site = load_site(places.site)
    log = open_log(places, site.auditor_key, read_clock)
    identity = sign_in(invocation)
    policy = load_policy(places.site)
    return Office(places.site, identity, policy, log.record, read_clock, places.home)


def open_own_office(invocation: Invocation) -> Office:
    """Let whoever signed in to read work at the site as well; their session stays open.

    Raises:
        NotSignedInError: No identity was named.
        PeopleError: The site was not set up, or is damaged.
        AuditError: Nothing can be recorded, so nothing can be done.
        AdvisorError: The identity cannot be unlocked, or the catalogue takes none.
    """
    from advisor.people.errors import NotSignedInError  # noqa: PLC0415 - loads age
    from advisor.people.office import Office  # noqa: PLC0415
    from advisor.people.recording import open_log  # noqa: PLC0415
    from advisor.people.site import load_site  # noqa: PLC0415

    if invocation.identity is None:
        raise NotSignedInError
    places = invocation.places
    site = load_site(places.site)
    reader = invocation.reader
    if reader is None:
        raise NotSignedInError
    log = open_log(places, site.auditor_key, read_clock)
    return Office(
        places.site, reader, load_policy(places.site), log.record, read_clock, places.home
    )
