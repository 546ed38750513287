"""One slip: the line as it was reported beside the line as it is now, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.catalogue.wording import say_date
from advisor.slips import Finding, Standing
from advisor.slips.kept import Kept, Verdict
from advisor.ui.desks.two_sides import make_line
from advisor.ui.theme import Type
from advisor.ui.widgets.buttons import Button, Kind
from advisor.ui.widgets.definition_list import DefinitionList
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.portion_mark import PortionMark
from advisor.ui.widgets.scroll_page import ScrollPage
from advisor.ui.widgets.spacing import space

_STANDING: Final = {
    Standing.SAME: "The line still stands as it was reported.",
    Standing.CHANGED: "The line has changed since it was reported.",
    Standing.GONE: "The line is not there now.",
    Standing.NO_ENTRY: "There is no such entry now.",
}
_VERDICT: Final = {Verdict.ACCEPTED: "Accepted", Verdict.DECLINED: "Declined"}


class SlipPage(ScrollPage):
    """Shows one slip.

    Args:
        kept: The slip, and what was decided.
        finding: How its line stands now.
        title: The title of its entry.
        can_correct: Whether the line can be corrected for the site.
        parent: What it belongs to.

    Signals:
        accept_wanted: It is to be accepted.
        decline_wanted: It is to be declined.
        correct_wanted: A correction for the site is to be written.
        remove_wanted: It is to be kept no longer.
    """

    accept_wanted = Signal()
    decline_wanted = Signal()
    correct_wanted = Signal()
    remove_wanted = Signal()

    def __init__(
        self,
        kept: Kept,
        finding: Finding,
        title: str,
        *,
        can_correct: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kept = kept
        self.setAccessibleName(title)
        column = QVBoxLayout(self.page)
        space(column, (28, 18, 16, 28), 12)
        label = finding.label
        column.addWidget(PortionMark(str(label), label.classification.value))
        column.addWidget(WrapLabel(title, Type.TITLE))
        if kept.decision is not None:
            decision = kept.decision
            said = f"{_VERDICT[decision.verdict]} by {decision.who}, {say_date(decision.on)}"
            column.addWidget(WrapLabel(said, Type.STRONG))
        column.addWidget(WrapLabel(_STANDING[finding.standing], Type.STRONG))
        column.addWidget(make_line(self._make_deeds(can_correct=can_correct)))
        facts = DefinitionList()
        for heading, text in _facts(kept, finding):
            facts.add_text(heading, text)
        column.addWidget(facts)
        column.addStretch(1)

    def _make_deeds(self, *, can_correct: bool) -> list[QWidget]:
        verdict = self.kept.decision.verdict if self.kept.decision else None
        is_open = verdict is None
        row: list[QWidget] = []
        deeds = (
            ("Accept…", self.accept_wanted, verdict is not Verdict.ACCEPTED, is_open),
            ("Decline…", self.decline_wanted, verdict is not Verdict.DECLINED, False),
            ("Correct it for your site…", self.correct_wanted, can_correct, False),
            ("Take out…", self.remove_wanted, True, False),
        )
        for words, signal, offered, is_first in deeds:
            if offered:
                button = Button(words, Kind.PRIMARY if is_first else Kind.PLAIN)
                button.clicked.connect(signal)
                row.append(button)
        return row


def _facts(kept: Kept, finding: Finding) -> Iterator[tuple[str, str]]:
    slip = kept.slip
    yield "Which line", slip.heading
    yield "As it was reported", slip.quoted
    if finding.standing is Standing.SAME:
        yield "As it is now", "The same."
    elif finding.standing is Standing.CHANGED:
        yield "As it is now", finding.now
    yield "What is wrong", slip.said.wrong
    for heading, text in (
        ("What is right", slip.said.right),
        ("How they know", slip.said.known_from),
        ("Reported by", slip.said.by),
    ):
        if text:
            yield heading, text
    yield "Reported", f"{say_date(slip.written_on)}, about release {slip.release}"
    yield "Code", slip.code
    yield "Taken in by", f"{kept.taken_by}, {say_date(kept.taken_on)}"
    if kept.decision is not None:
        yield f"Why {kept.decision.verdict.value}", kept.decision.why
