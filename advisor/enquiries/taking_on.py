"""Taking on what somebody asks by a referral.

Rules that this module keeps:
 * A referral is opened with the ROCC's private key, which no window keeps. So a window puts it,
   sealed as it is, into a folder of the home, and what waits there is taken on at the next
   sign-in, while the key is at hand.
 * What this release does not know of a referral is told, and kept in the enquiry as a case keeps
   it; the rest is used.
 * A referral that cannot be opened is told and left where it is.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Final

import msgspec

from advisor.durable import write_file
from advisor.enquiries.editing import change, open_enquiry
from advisor.enquiries.enquiry import MOST_OF_LINE, Enquiry
from advisor.enquiries.tray import Tray
from advisor.errors import AdvisorError, say_reason
from advisor.notes.referral import MOST_BYTES, Opened, open_referral
from advisor.sealing.age import Identity
from advisor.session import Session

FOLDER: Final = "referrals"
_SUFFIX: Final = ".age"
_MOST_WAITING: Final = 100


def take_on(session: Session, opened: Opened, name: str) -> Enquiry:
    """Return the enquiry of a referral.

    Its asker's clearance is not in it: it begins at OFFICIAL, until the ROCC says another.

    Args:
        session: The ROCC's.
        opened: The referral.
        name: What the ROCC calls it.

    Raises:
        AdvisorError: The name cannot be kept.
    """
    found, directory = opened.referral, session.directory
    enquiry = open_enquiry(name, session, opened.answers)
    enquiry = change(
        enquiry,
        session,
        answers=opened.answers,
        unit=found.by[:MOST_OF_LINE],
        description=found.about,
        region=found.region if directory.is_place(found.region, "region") else None,
        force=found.force if directory.is_place(found.force, "force") else None,
        tactics=tuple(one for one in found.looked_at if one in session.catalogue),
    )
    lost = {one.fact: one.answer for one in opened.lost}
    return msgspec.structs.replace(enquiry, answers={**lost, **enquiry.answers})


def say_unknown(opened: Opened) -> list[str]:
    """Return what of a referral this release does not know, a sentence each."""
    said = []
    if opened.is_newer:
        said.append(
            f"It was answered on release {opened.referral.release}, which is newer than the one "
            "that is open: what this release knows of it was taken on."
        )
    said += [str(one) for one in opened.lost]
    said += [f"It asks about “{one}”, which is not here." for one in opened.missing]
    return said


def put_to_wait(home: Path, file: Path) -> None:
    """Put a referral where it waits for the next sign-in, sealed as it is.

    Args:
        home: The ROCC's home folder.
        file: The referral.

    Raises:
        AdvisorError: It cannot be read, is too large, or cannot be written.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise AdvisorError(
            f"“{file.name}” cannot be read: {say_reason(error)}.", hint="Choose another file."
        ) from error
    if len(data) > MOST_BYTES or not data.startswith(b"age-encryption.org/"):
        raise AdvisorError(f"“{file.name}” is not a referral.", hint="Choose another file.")
    name = hashlib.sha256(data).hexdigest()[:32]
    write_file(home / FOLDER / f"{name}{_SUFFIX}", data, private=True)


def take_on_waiting(home: Path, session: Session, identity: Identity, tray: Tray) -> list[str]:
    """Take on every referral that waits in the home folder, and return what is to be told.

    Args:
        home: The ROCC's home folder.
        session: What they opened.
        identity: Theirs; it is not kept.
        tray: Where enquiries are kept.
    """
    said = []
    for path in _waiting(home):
        try:
            opened = open_referral(path.read_bytes(), path.name, session, identity)
            day = opened.referral.made_on.isoformat()
            enquiry = take_on(session, opened, f"Referral of {day}")
            tray.save(enquiry)
            path.unlink()
        except AdvisorError as error:
            said.append(f"A referral was not taken on. {error.message} {error.hint or ''}".strip())
        except OSError as error:
            said.append(f"“{path.name}” cannot be read or taken away: {say_reason(error)}.")
        else:
            said += [f"{enquiry.name}: {words}" for words in say_unknown(opened)]
    return said


def _waiting(home: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted((home / FOLDER).glob(f"*{_SUFFIX}"))[:_MOST_WAITING]
    return []
