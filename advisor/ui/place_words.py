"""Where the reader works, in words that several screens show."""

from __future__ import annotations

from advisor.catalogue.directory import Whereabouts
from advisor.session import Session


def say_place(session: Session, where: Whereabouts | None = None) -> str:
    """Return a region and force in words, such as ``South East · Surrey Police``."""
    where = session.where if where is None else where
    titles = [session.catalogue.head(name).title for name in (where.region, where.force) if name]
    return " · ".join(titles) or "Region not chosen"


def say_for_place(session: Session) -> str:
    """Return whom a list of contacts is for, to stand beside a heading."""
    place = say_place(session)
    return f"for {place}" if session.where.region else "choose your force for its own contacts"
