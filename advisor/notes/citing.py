"""Sources of a chapter: each has a number where it is cited, and stands in one table."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.clearance import Label, highest
from advisor.notes.document import Section, Table, section
from advisor.session import Session

_KINDS = {
    "inspection": "inspection report",
    "statute": "law",
    "official": "official publication",
    "job-advert": "job advertisement",
    "secondary": "secondary source",
}


_WIDTHS = (8, 46, 28, 18)


class Sources:
    """Numbers the sources of one chapter, in the order in which they are cited.

    Args:
        session: Of the note's reader; a source that it does not have is not cited.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._keys: dict[str, int] = {}

    def cite(self, keys: Iterable[str]) -> str:
        """Return the numbers of some sources, such as ``[1] [4]``."""
        known = [key for key in keys if key in self._session.catalogue.sources]
        for key in known:
            self._keys.setdefault(key, len(self._keys) + 1)
        return " ".join(f"[{self._keys[key]}]" for key in known)

    @property
    def label(self) -> Label:
        """The highest marking of a source that was cited."""
        catalogue = self._session.catalogue
        return highest(catalogue.label_of_source(key) for key in self._keys)

    def to_section(self, supports: dict[str, str], checked: dict[str, str]) -> list[Section]:
        """Return the table of what was cited.

        Args:
            supports: What a source bears out, by its key, where that is said.
            checked: When the entry was compared with it, by its key.
        """
        columns = ("No.", "Source", "What it bears out", "Compared")
        rows = [
            (f"[{number}]", self._say(key), supports.get(key, ""), checked.get(key, ""))
            for key, number in self._keys.items()
        ]
        blocks = [Table("What this rests on", columns, tuple(rows), widths=_WIDTHS)] if rows else []
        return section("Sources", blocks)

    def _say(self, key: str) -> str:
        source = self._session.catalogue.sources[key]
        said = filter(None, (source.title, source.publisher, source.dated))
        return f"{', '.join(said)} ({_KINDS[source.kind]})"
