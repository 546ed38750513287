"""How many enquiries there were, and of what kind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from advisor.session import Session
from advisor.ui.enquiries.figures_dialog import FiguresDialog
from advisor.ui.widgets.marking_banner import MarkingBanner
from tests.support.enquiries import make_enquiry
from tests.support.labelled import IDS
from tests.support.rocc import SECRET, desk_of
from tests.support.window import Person, name_of, tab_chain, visible


def test_figures_are_shown_and_refused_where_the_site_forbids_files(rocc: Person):
    rocc.click("Figures…")
    dialog = rocc.dialog
    assert isinstance(dialog, FiguresDialog)
    assert "Op Thistle" not in dialog.figures.to_csv().decode()
    assert not rocc.find("Save for a spreadsheet…").isEnabled()
    assert rocc.sees("lets files up to", dialog)
    dialog.reject()


def test_figures_for_a_lower_marking_leave_what_is_above_out_and_may_be_saved(
    rocc: Person, session: Session, tmp_path: Path
):
    desk_of(rocc).keeper.put(make_enquiry(session, IDS[0]))
    rocc.click("Figures…")
    dialog = rocc.dialog
    assert isinstance(dialog, FiguresDialog)
    assert rocc.sees("Enquiries: 2", dialog)
    box = rocc.find("Marked", QComboBox)
    box.setCurrentIndex(box.findText("OFFICIAL"))
    assert rocc.sees("Enquiries: 1", dialog)
    assert rocc.sees("Above it, and not in them: 1.", dialog)
    assert {each.words for each in visible(dialog, MarkingBanner)} == {str(SECRET)}
    dialog.save(str(tmp_path / "figures.csv"))
    lines = (tmp_path / "figures.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == lines[-1] == "OFFICIAL"
    assert session.catalogue.head(IDS[2]).title not in "\n".join(lines)
    box.setCurrentIndex(box.findText(str(SECRET)))
    assert not rocc.find("Save for a spreadsheet…").isEnabled()
    assert [str(each) for each in tab_chain(dialog) if not name_of(each)] == []
    dialog.reject()
