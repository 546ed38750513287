"""Every kind of office work, by its name."""

from __future__ import annotations

from advisor.ui.desks.desk import Desk


def find_desk(name: str) -> Desk:
    """Return a kind of office work; its code is loaded only then.

    Raises:
        KeyError: There is none of this name.
    """
    if name == "people":
        from advisor.ui.desks.people.desk import PEOPLE  # noqa: PLC0415 - when wanted

        return PEOPLE
    if name == "set-up":
        from advisor.ui.desks.set_up.desk import SET_UP  # noqa: PLC0415 - when wanted

        return SET_UP
    if name == "audit":
        from advisor.ui.desks.audit.opening import DESK as AUDIT  # noqa: PLC0415 - when wanted

        return AUDIT
    if name in {"additions", "slips"}:
        return _find_desk_of_texts(name)
    if name == "identity":
        from advisor.ui.desks.identity.desk import IDENTITY  # noqa: PLC0415 - when wanted

        return IDENTITY
    if name in {"releases", "releases-signed-in"}:
        from advisor.ui.desks.releases import desk  # noqa: PLC0415 - when wanted

        return desk.RELEASES if name == "releases" else desk.RELEASES_SIGNED_IN
    raise KeyError(name)


def _find_desk_of_texts(name: str) -> Desk:
    """Return the desk of what a site adds, or of what its readers report."""
    if name == "additions":
        from advisor.ui.desks.additions.desk import ADDITIONS  # noqa: PLC0415 - when wanted

        return ADDITIONS
    from advisor.ui.desks.slips.desk import SLIPS  # noqa: PLC0415 - when wanted

    return SLIPS
