"""What the status bar says of where the reader works and what is open."""

from __future__ import annotations

from advisor.catalogue.directory import Whereabouts
from advisor.catalogue.trust import Trust
from advisor.catalogue.wording import say_date
from advisor.session import Session
from advisor.ui.place_words import say_place
from advisor.ui.seat import Seat
from advisor.ui.widgets.demonstration_strip import DEMONSTRATION
from advisor.ui.widgets.status_strip import StatusStrip


def fill_status(status: StatusStrip, session: Session, seat: Seat, *, is_short: bool) -> None:
    """Show where the reader works and what is open.

    Args:
        status: Where it is shown.
        session: What is open.
        seat: Whose window it is.
        is_short: Whether there is room for few words only.
    """
    is_checked = session.trust is not Trust.DRAFT
    release, region = session.catalogue.release, Whereabouts(session.where.region)
    words = [DEMONSTRATION] if release.demonstration else []
    words += [f"Release {release.release}"]
    words += [] if is_short else [say_date(release.published_on)]
    words += [] if is_short and is_checked else [session.trust_words]
    status.show_unit(say_place(session, region if is_short else None))
    status.show_release(
        " · ".join(words), checked=is_checked, is_demonstration=release.demonstration
    )
    status.show_reader(seat.say(session.clearance.label, is_short=is_short))
