"""Where a ROCC's enquiries are kept: sealed, as saved cases are, and never plain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from advisor.cases.case_file import Keys
from advisor.cases.shelf import DeletedOf, KeptOf, SavedOf, ShelfOf
from advisor.clearance import Label
from advisor.enquiries.enquiry import SHAPE, Enquiry
from advisor.enquiries.errors import EnquiryError
from advisor.sealing.age import Identity

FOLDER: Final = "enquiries"

KeptEnquiry = KeptOf[Enquiry]
SavedEnquiry = SavedOf[Enquiry]
DeletedEnquiry = DeletedOf[Enquiry]


class Tray(ShelfOf[Enquiry]):
    """The enquiries of one signed-in reader."""

    @classmethod
    def open(
        cls,
        home: Path,
        identity: Identity | None,
        keys: Mapping[Label, Identity],
        opening: Sequence[Identity] = (),
    ) -> Tray:
        """Return the enquiries that open with what a reader has open.

        Args:
            home: The home folder.
            identity: The reader's; it is not kept.
            keys: The key of each label that is open.
            opening: Every key of these labels, with those that they had before.

        Raises:
            EnquiryError: Nobody is signed in.
        """
        if identity is None:
            raise EnquiryError(
                "Enquiries are kept sealed to you, so they need you to be signed in.",
                hint="Name your identity file: --identity FILE.",
            )
        tray = cls(home / FOLDER, SHAPE, Keys.of(identity.recipient, keys))
        tray.read(identity, (*keys.values(), *opening))
        return tray
