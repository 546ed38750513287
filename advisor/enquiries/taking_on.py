"""Taking on what somebody asks by a referral.

Rules that this module keeps:
 * A referral is opened with the ROCC's private key, which no window keeps. So a window puts it,
   sealed as it is, into a folder of the home, and what waits there is taken on at the next
   sign-in, while the key is at hand.
 * What this release does not know of a referral is told, and kept in the enquiry as a case keeps
   it; the rest is used.
 * A referral that cannot be opened is told and left where it is, until its ROCC deletes it.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from advisor.catalogue.wording import say_date
from advisor.durable import read_untrusted, write_file
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
_AGE: Final = b"age-encryption.org/"


@dataclass(frozen=True)
class Arrival:
    """What became of a referral that waited for the next sign-in.

    Attributes:
        words: What is told of it.
        file: Where it lies, not taken on; ``None`` where it was.
    """

    words: str
    file: Path | None = None

    def delete(self) -> None:
        """Delete a referral that was not taken on.

        Raises:
            AdvisorError: It cannot be deleted.
        """
        if self.file is None:
            return
        try:
            self.file.unlink(missing_ok=True)
        except OSError as error:
            raise AdvisorError(
                f"The referral cannot be deleted: {say_reason(error)}.", hint="It is still there."
            ) from error


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
    said += [
        f"This release does not know the question “{one.fact}”; they answered: {one.answer}."
        if one.question is None
        else f"“{one.question}” takes other answers here; they answered: {one.answer}."
        for one in opened.lost
    ]
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
    data = read_untrusted(file, MOST_BYTES, "a referral")
    if not data.startswith(_AGE):
        raise AdvisorError(f"“{file.name}” is not a referral.", hint="Choose another file.")
    name = hashlib.sha256(data).hexdigest()[:32]
    write_file(home / FOLDER / f"{name}{_SUFFIX}", data, private=True)


def take_on_waiting(
    home: Path, session: Session, identity: Identity, tray: Tray
) -> tuple[Arrival, ...]:
    """Take on every referral that waits in the home folder, and return what became of each.

    Args:
        home: The ROCC's home folder.
        session: What they opened.
        identity: Theirs; it is not kept.
        tray: Where enquiries are kept.
    """
    return tuple(_take_on_one(path, session, identity, tray) for path in _waiting(home))


def _take_on_one(path: Path, session: Session, identity: Identity, tray: Tray) -> Arrival:
    try:
        with path.open("rb") as stream:
            untrusted = stream.read(MOST_BYTES + 1)
        opened = open_referral(untrusted, _say_which(path), session, identity)
        enquiry = take_on(session, opened, f"Referral of {opened.referral.made_on.isoformat()}")
        tray.save(enquiry)
        path.unlink()
    except AdvisorError as error:
        return Arrival(f"Not taken on. {error.message} {error.hint or ''}".strip(), path)
    except OSError as error:
        reason = say_reason(error)
        return Arrival(f"A referral cannot be read or taken away: {reason}.", path)
    return Arrival(" ".join([f"Taken on: {enquiry.name}.", *say_unknown(opened)]))


def _say_which(path: Path) -> str:
    """Return which referral it is: by when it was put there, for its name says nothing."""
    put = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).astimezone()
    return f"referral chosen on {say_date(put.date())}, {put:%H:%M}"


def _waiting(home: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted((home / FOLDER).glob(f"*{_SUFFIX}"))[:_MOST_WAITING]
    return []
