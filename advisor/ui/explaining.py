"""Terms and acronyms in the texts of a page: a tool tip over each, and a list of all of them.

Rules that this module keeps:
 * Nothing of it is seen until the pointer rests on a word: the texts stay as they are.
 * What a tool tip says stands in the list of words too, for the keyboard and a screen reader.
 * A term explains only what is marked at least as high as the term.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from PySide6.QtWidgets import QWidget

from advisor.catalogue.glossary import Glossary, Meaning, Use
from advisor.clearance import OFFICIAL, Label
from advisor.ui.widgets.label import Explanation, Link, WrapLabel

HEADING = "Words on this page"


class Words:
    """Collects the terms that the texts of one page have, and explains each where it stands.

    Args:
        glossary: What explains them.
        leave_out: Ids of entries that need no explanation: whose page it is.
    """

    def __init__(self, glossary: Glossary, leave_out: Container[str] = ()) -> None:
        self._glossary = glossary
        self._leave_out = leave_out
        self._found: dict[str, Meaning] = {}
        self.label = OFFICIAL

    def explain(self, widget: QWidget, label: Label) -> None:
        """Explain the terms in the texts of a widget and of all that is in it.

        Args:
            widget: A label, or what holds labels.
            label: The marking of its texts.
        """
        labels = [widget] if isinstance(widget, WrapLabel) else widget.findChildren(WrapLabel)
        for each in labels:
            uses = self._glossary.find(each.plain_text, label, self._leave_out)
            if uses:
                each.explain(_apart_from_links(uses, each.links))
                self._keep(uses, label)

    def read(self, text: str) -> None:
        """Collect the terms of a text that is explained elsewhere, as far as all may know them."""
        self._keep(self._glossary.find(text, OFFICIAL, self._leave_out), OFFICIAL)

    def _keep(self, uses: tuple[Use, ...], label: Label) -> None:
        for use in uses:
            for meaning in use.meanings:
                self._found.setdefault(meaning.head.id, meaning)
        self.label = self.label.join(label)

    def make_list(self) -> WrapLabel | None:
        """Return the terms that were found, by their titles, each with what it means.

        Its links lead to their entries. Its marking is ``label``, because it tells which terms the
        texts have. ``None`` where there are none.
        """
        if not self._found:
            return None
        text, links = "", []
        for meaning in sorted(self._found.values(), key=lambda one: one.head.title.casefold()):
            head = meaning.head
            text += "\n" if text else ""
            links.append(Link(len(text), len(text) + len(head.title), head.id))
            text += f"{head.title}: {head.summary}"
        found = WrapLabel()
        found.show_text(text, links=links)
        return found


def explain_page(page: QWidget, glossary: Glossary, label: Label = OFFICIAL) -> None:
    """Explain the terms on a page that has no portions: by no term above a marking.

    Args:
        page: The page.
        glossary: What explains them.
        label: The lowest marking of anything on the page.
    """
    Words(glossary).explain(page, label)


def _apart_from_links(uses: tuple[Use, ...], links: tuple[Link, ...]) -> Iterator[Explanation]:
    """Yield what explains names that lead nowhere; a link leads to what says more."""
    for use in uses:
        if not any(link.start < use.end and use.start < link.end for link in links):
            yield Explanation(use.start, use.end, use.text)
