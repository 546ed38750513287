"""What is kept of a note that goes out, so that it can be found and tried again."""

from __future__ import annotations

import datetime

from advisor.enquiries.editing import change, say_rules
from advisor.enquiries.enquiry import Enquiry, NoteMade, Status
from advisor.enquiries.final_look import open_for_asker
from advisor.enquiries.retrying import seen_by
from advisor.notes import Note
from advisor.session import Session


def given_out(
    enquiry: Enquiry,
    session: Session,
    note: Note,
    file_name: str = "",
    *,
    now: datetime.datetime | None = None,
) -> Enquiry:
    """Return an enquiry on which a note was given out; one that was open is advised now.

    Args:
        enquiry: The enquiry.
        session: The ROCC's.
        note: The asker's note.
        file_name: The name of its file; empty where it was printed or copied.
        now: The time.

    Raises:
        AdvisorError: It cannot be kept.
    """
    lower, recipe = open_for_asker(session, enquiry), note.recipe
    made = NoteMade(
        code=note.code,
        made_on=recipe.made_on,
        marking=str(note.label),
        clearance=enquiry.clearance,
        file=file_name[:200],
        release=recipe.release,
        seen=seen_by(lower, recipe.entries, enquiry),
        rules={name: say_rules(lower, name) for name in recipe.entries},
    )
    status = Status.ADVISED if enquiry.status is Status.OPEN else enquiry.status
    return change(enquiry, session, now=now, notes=(*enquiry.notes, made), status=status)
