"""What readers report to be wrong, beside the line that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog

from advisor.catalogue.own_lines import OwnLine, own_lines
from advisor.clearance import highest
from advisor.people.office import Office
from advisor.people.site_additions import add_additions
from advisor.slips import Finding, Slip, Standing
from advisor.slips.bringing import bring_files, give_out
from advisor.slips.deciding import Tray, decide, look_at_slips, take_in, take_out
from advisor.slips.kept import Kept, Verdict
from advisor.slips.reading import compare
from advisor.ui.desks.additions.addition_form import AdditionForm
from advisor.ui.desks.forms.confirm_dialog import ConfirmDialog
from advisor.ui.desks.list_desk_window import ListDeed, ListDeskWindow, ListWords
from advisor.ui.desks.slips.dialogs import DecideDialog, SaidDialog
from advisor.ui.desks.slips.listing import group_slips, title_of
from advisor.ui.desks.slips.opening import OpenSlips
from advisor.ui.desks.slips.slip_page import SlipPage
from advisor.ui.tasks import TaskRunner

_WORDS: Final = ListWords(
    "Reported mistakes",
    "No reports yet",
    "Take in the slips that readers send, or write one down from the telephone. Then accept or "
    "decline each. Slips that are marked higher than you may read are not here.",
)
_MOST_PROBLEMS: Final = 3


class SlipsWindow(ListDeskWindow):
    """List at the left, one report at the right.

    Args:
        opened: The administrator at work, the slips of their site, and what they may read.
        runner: What longer work is done by.
        is_demonstration: Whether all of this is a rehearsal.
    """

    _page: SlipPage | None

    def __init__(
        self, opened: OpenSlips, runner: TaskRunner, *, is_demonstration: bool = False
    ) -> None:
        work, affairs = opened.work, opened.tray.affairs
        super().__init__(
            *(_WORDS, work.office, affairs, runner),
            make_page=self._find_page,
            is_demonstration=is_demonstration,
        )
        self._clerk.done.connect(self._on_done)
        self._tray, self._session = opened.tray, work.session
        self._ledger, self._journal = work.ledger, work.journal
        files, folder = "Take in slips from files", "Take in every slip of a folder or a stick"
        said = "Write down what somebody reads out on the telephone"
        out = "Write the accepted slips into a folder, for whoever keeps the catalogue"
        self.arrange(
            [
                ListDeed("Files…", "Ctrl+O", files, self.ask_files),
                ListDeed("A folder…", "Ctrl+Shift+O", folder, self.ask_folder),
                ListDeed("Telephone…", "Ctrl+N", said, self.write_down),
                ListDeed("Export…", "Ctrl+E", out, self.export),
            ]
        )
        self._show()

    # ── what is shown ────────────────────────────────────────────────────────

    def _show(self) -> None:
        listed = self._tray.listed
        kept = [one for one, _ in listed]
        self._list.show_groups(group_slips(kept, self._session.catalogue))
        self.show_marking(highest([*(label for _, label in listed), self._session.clearance.label]))
        self.show_page()

    def _find_page(self, row_id: str) -> SlipPage | None:
        kept = next((one for one, _ in self._tray.listed if one.id == row_id), None)
        return self._make_page(kept) if kept else None

    def _make_page(self, kept: Kept) -> SlipPage:
        finding = compare(kept.slip, self._session)
        page = SlipPage(
            kept,
            finding,
            title_of(kept, self._session.catalogue),
            can_correct=self._find_line(finding) is not None,
        )
        page.accept_wanted.connect(self._on_accept)
        page.decline_wanted.connect(self._on_decline)
        page.correct_wanted.connect(self._on_correct)
        page.remove_wanted.connect(self._on_remove)
        return page

    def _find_line(self, finding: Finding) -> OwnLine | None:
        """Return the line that a correction would stand for, where a site can correct it."""
        slip, catalogue = finding.slip, self._session.catalogue
        if finding.standing not in {Standing.SAME, Standing.CHANGED}:
            return None
        entry = catalogue.entry(slip.entry)
        for line in own_lines(entry, entry.marking):
            if (line.part, line.text) == (slip.part, finding.now):
                return line
        return None

    # ── what is done ─────────────────────────────────────────────────────────

    def _do(self, words: str, deed: Callable[[Office], object]) -> None:
        """Do something, then read the slips anew."""
        self._clerk.do(words, lambda office, _: (deed(office), look_at_slips(office)))

    @Slot()
    def ask_files(self) -> None:
        """Take in slips from files."""
        self._ask(QFileDialog.FileMode.ExistingFiles, "Slips to take in")

    @Slot()
    def ask_folder(self) -> None:
        """Take in every slip of a folder or a stick."""
        self._ask(QFileDialog.FileMode.Directory, "Folder of slips to take in")

    def _ask(self, mode: QFileDialog.FileMode, title: str) -> None:
        dialog = QFileDialog(self, title, "", "Slips (*.json);;All files (*)")
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.bring)
        dialog.open()

    @Slot(list)
    def bring(self, names: Sequence[str]) -> None:
        """Take in the slips of some files and folders."""
        session, paths = self._session, [Path(name) for name in names]

        def deed(office: Office) -> str:
            brought = bring_files(paths, session)
            new = take_in(office, brought.slips)
            return _say_brought(new, [f"{e.message} {e.hint or ''}" for e in brought.problems])

        self._do("Reading slips…", deed)

    @Slot()
    def write_down(self) -> None:
        """Write down what somebody reads out on the telephone."""
        dialog = SaidDialog(self._session, self._clerk.office.today, self)
        if dialog.exec() and dialog.slip is not None:
            self._keep(dialog.slip)
        dialog.deleteLater()

    def _keep(self, slip: Slip) -> None:
        self._do("Taking it in…", lambda office: _say_brought(take_in(office, [slip]), []))

    @Slot()
    def export(self) -> None:
        """Write the accepted slips into a folder, for whoever keeps the catalogue."""
        if not self._accepted():
            self.message.show_message("No report is accepted yet, so there is nothing to export.")
            return
        dialog = QFileDialog(self, "Folder to write the accepted slips into")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.give_out)
        dialog.open()

    @Slot(str)
    def give_out(self, folder: str) -> None:
        """Write the accepted slips into a folder."""
        slips, session, journal = self._accepted(), self._session, self._journal

        def deed(_: Office) -> str:
            for slip in slips:
                journal.export_of(slip.entry, slip.label, "accepted slip")
            paths = give_out(slips, Path(folder), session)
            return (
                f"Written: {len(paths)}. Whoever keeps the catalogue reads them with: "
                "advisor catalogue slips FOLDER."
            )

        self._do("Writing…", deed)

    def _accepted(self) -> list[Slip]:
        kept = [one for one, _ in self._tray.listed]
        return [
            one.slip
            for one in kept
            if one.decision is not None and one.decision.verdict is Verdict.ACCEPTED
        ]

    @Slot()
    def _on_accept(self) -> None:
        self._decide(Verdict.ACCEPTED)

    @Slot()
    def _on_decline(self) -> None:
        self._decide(Verdict.DECLINED)

    def _decide(self, verdict: Verdict) -> None:
        if self._page is None:
            return
        slip_id = self._page.kept.id
        dialog = DecideDialog(verdict, self._session.clearance.label, self)
        if dialog.exec():
            why = dialog.why
            self._do("Deciding…", lambda office: decide(office, slip_id, verdict, why))
        dialog.deleteLater()

    @Slot()
    def _on_correct(self) -> None:
        if self._page is None:
            return
        finding = compare(self._page.kept.slip, self._session)
        office, catalogue = self._clerk.office, self._session.catalogue
        form = AdditionForm(office, catalogue, self._ledger.labels, self)
        form.begin_with(finding.slip.entry, self._find_line(finding), finding.slip.said.right)
        if form.exec() and form.addition is not None:
            wanted = [(form.addition, form.label)]

            def deed(office: Office) -> str:
                add_additions(office, catalogue, wanted)
                return "Corrected for your site. Readers see it when they open the catalogue again."

            self._do("Correcting…", deed)
        form.deleteLater()

    @Slot()
    def _on_remove(self) -> None:
        if self._page is None:
            return
        slip_id = self._page.kept.id
        dialog = ConfirmDialog(
            "Take this report out?",
            [("", "It is kept no longer. The audit log still says that it was here.")],
            ("Take out", "Leave it"),
            self._session.clearance.label,
            self,
        )
        if dialog.exec():
            self._do("Taking out…", lambda office: take_out(office, slip_id))
        dialog.deleteLater()

    @Slot(object)
    def _on_done(self, result: object) -> None:
        words, tray = result if isinstance(result, tuple) else ("", None)
        self.message.hide()
        if isinstance(words, str):
            self.message.show_message(words)
        if isinstance(tray, Tray):
            self._tray = tray
            self._show()


def _say_brought(new: int, problems: Sequence[str]) -> str:
    """Return what became of files that were read."""
    said = f"Taken in: {new}." if new else "Nothing new: these slips are here already, or none."
    if problems:
        said = f"{said} Not read: {len(problems)}. {' '.join(problems[:_MOST_PROBLEMS])}"
    return said.rstrip()
