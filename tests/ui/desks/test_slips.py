"""An administrator at the window of reported mistakes: take in, read, decide, correct, export."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from advisor.audit.record import Kind
from advisor.clearance import OFFICIAL
from advisor.journal import Journal
from advisor.people.site_additions import look_at_additions, make_signing_key
from advisor.policy import Policy
from advisor.slips import Said, entry_lines, make_slip, write_slip
from advisor.slips.deciding import decide, look_at_slips
from advisor.slips.kept import Verdict
from advisor.ui.desks.site_work import SiteWork
from advisor.ui.desks.slips.dialogs import DecideDialog, SaidDialog
from advisor.ui.desks.slips.opening import OpenSlips
from advisor.ui.desks.slips.window import SlipsWindow
from advisor.ui.tasks import TaskRunner
from tests.support.at_desk import AtDesk
from tests.support.labelled import IDS, everything, open_at
from tests.support.people import ALDER, SECRET, TODAY, Town

SAID = Said(wrong="The boat moved.", right="Ring first.", by="DC Moss")


@pytest.fixture
def town(tmp_path) -> Town:
    town = Town(tmp_path / "site")
    town.set_up()
    town.policy = Policy(local_keys=(make_signing_key(town.office()),))
    return town


@pytest.fixture
def desk(qtbot: QtBot, town: Town):
    runners, desks = [], []

    def open_desk(clearance=OFFICIAL) -> AtDesk:
        office, runner = town.office(), TaskRunner()
        session = open_at(everything(), clearance)
        work = SiteWork(office, look_at_additions(office), session, Journal())
        opened = OpenSlips(work, look_at_slips(office))
        desk = AtDesk(qtbot, SlipsWindow(opened, runner))
        runners.append(runner)
        desks.append(desk)
        return desk

    yield open_desk
    for runner in runners:
        runner.shut_down()
    for one in desks:
        one.leave()


def write(folder, clearance, entry_id=IDS[0], name="slip.json", said=SAID):
    session = open_at(everything(), clearance)
    entry = session.catalogue.entry(entry_id)
    line = next(one for one in entry_lines(session, entry) if one.part == "limits")
    slip = make_slip(session, entry, line, said, today=TODAY)
    (folder / name).write_bytes(write_slip(slip))
    return slip


def listed(at: AtDesk) -> list[str]:
    model = at.window._list.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def test_slips_of_a_stick_are_taken_in_read_accepted_and_exported(desk, town, tmp_path, qtbot):
    stick, out = tmp_path / "stick", tmp_path / "out"
    stick.mkdir()
    out.mkdir()
    slip = write(stick, OFFICIAL)
    (stick / "other.json").write_text("{}")
    at = desk()
    at.window.bring([str(stick)])
    at.until(lambda: "Taken in: 1. Not read: 1." in at.text)
    assert listed(at)[0] == "To decide"
    at.window.choose(look_at_slips(town.office()).listed[0][0].id)
    for words in ("As it was reported", slip.quoted, "The same.", "The boat moved.", "DC Moss"):
        assert words in at.text
    assert at.nameless() == []
    dialog = DecideDialog(Verdict.ACCEPTED, OFFICIAL, at.window)
    dialog._on_wanted()
    assert dialog._problem.text.startswith("Say why.")
    dialog._why.setPlainText("They are right.")
    dialog._on_wanted()
    assert dialog.why == "They are right."
    dialog.deleteLater()
    at.window._clerk.do("…", lambda office, _: (_accept(office), look_at_slips(office)))
    at.until(lambda: "Accepted by Ann Smith, 3 June 2026" in at.text)
    at.window.give_out(str(out))
    at.until(lambda: "Written: 1." in at.text)
    assert [path.read_bytes() for path in out.iterdir()] == [write_slip(slip)]
    assert [kind for kind, _ in town.recorded][-2:] == [Kind.LOCAL_CHANGE] * 2


def _accept(office):
    ((kept, _),) = look_at_slips(office).listed
    return decide(office, kept.id, Verdict.ACCEPTED, "They are right.")


def test_slip_above_the_reader_is_neither_shown_nor_counted(desk, town, tmp_path):
    write(tmp_path, OFFICIAL)
    write(tmp_path, ALDER, name="higher.json", said=Said(wrong="Only for ALDER."))
    at = desk(OFFICIAL)
    at.window.bring([str(tmp_path)])
    at.until(lambda: "Taken in:" in at.text)
    assert "Taken in: 1." in at.text
    assert "Not read" not in at.text
    assert "ALDER" not in at.text
    assert len(listed(at)) == 2
    assert at.window.marking == "OFFICIAL"
    assert len(look_at_slips(town.office()).listed) == 1


def test_report_from_the_telephone_needs_its_code_and_what_is_wrong(desk, town, tmp_path):
    slip = write(tmp_path, OFFICIAL)
    at = desk(SECRET)
    dialog = SaidDialog(at.window._session, TODAY, at.window)
    dialog._code.setText(slip.code[:-1] + ("2" if slip.code[-1] != "2" else "3"))
    dialog._on_wanted()
    assert "was misheard" in dialog._problem.text
    dialog._code.setText(slip.code.lower().replace("-", " "))
    dialog._on_wanted()
    assert dialog._problem.text.startswith("Say what is wrong.")
    dialog._wrong.setPlainText("The boat moved.")
    dialog._on_wanted()
    assert dialog.slip.quoted == slip.quoted
    assert dialog.slip.code_of_line == slip.code_of_line
    dialog.deleteLater()


def test_correction_begins_with_the_line_and_what_is_right(desk, town, tmp_path, monkeypatch):
    write(tmp_path, OFFICIAL)
    at = desk()
    at.window.bring([str(tmp_path)])
    at.until(lambda: "Taken in: 1." in at.text)
    at.window.choose(look_at_slips(town.office()).listed[0][0].id)

    def fill(form):
        assert form._entry.currentData() == IDS[0]
        assert form._line.currentData().part == "limits"
        assert form._text.toPlainText() == "Ring first."
        form._why.setText("Reported and checked.")
        form._by.setText("duty manager")
        form._on_add()
        return form.result()

    monkeypatch.setattr("advisor.ui.desks.slips.window.AdditionForm.exec", fill)
    at.click("Correct it for your site…")
    at.until(lambda: "Corrected for your site." in at.text)
    ((correction, label),) = look_at_additions(town.office()).listed
    assert (correction.text, label) == ("Ring first.", OFFICIAL)
