"""What a window says first: what is wrong with the catalogue or the site, what to choose once."""

from __future__ import annotations

from advisor.catalogue.trust import Trust
from advisor.session import Session
from advisor.ui.mistake_words import say_mistakes


def say_first_run(session: Session) -> list[str]:
    """Return what stands above the first page, a sentence or two each; nothing, where all is well.

    Args:
        session: What was opened.
    """
    missing, error = session.directory.missing_urgent(), session.contacts_error
    said = ["UNSIGNED DRAFT: not the catalogue that was shipped."]
    said = said if session.trust is Trust.DRAFT else []
    if session.release_error is not None:
        said.append(f"{session.release_error.message} {session.release_error.hint or ''}")
    if session.policy.faults:
        said.append(f"The site's policy has a fault: {session.policy.faults[0]}")
    if session.sign_in_error is not None:
        said.append(f"{session.sign_in_error.message} {session.sign_in_error.hint or ''}")
    if error is not None:
        said.append(f"Some local contacts cannot be shown. {say_mistakes(error)}")
    if session.where.region is None:
        said.append("Choose your region and force once, so that contacts fit.")
        said += [f"Urgent contacts missing: {'; '.join(missing)}."] if missing else []
    return said
