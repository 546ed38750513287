"""What office work shows is copied as far as the site lets it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from advisor.clearance import Label
from advisor.settings import Places
from advisor.ui.desks.desk import Desk
from advisor.ui.desks.desk_process import DeskProcess
from advisor.ui.desks.desk_window import DeskWindow
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.starter import Starter
from tests.support.at_desk import AtDesk


@pytest.mark.parametrize(("level", "may_copy"), [("OFFICIAL", False), ("SECRET", True)])
def test_site_decides_up_to_where_office_work_can_be_copied(
    qtbot: QtBot, places: Places, level: str, *, may_copy: bool
):
    places.site.mkdir(parents=True)
    (places.site / "policy.toml").write_text(f'copy_up_to = "{level}"\n', "utf-8")
    window = DeskWindow("Audit log")
    window.show_marking(Label.parse("SECRET"))
    handover = Handover(site=str(places.site), home=str(places.home))
    process = DeskProcess(Desk(lambda *ignored: window), handover, Starter())
    window.closed.disconnect()  # which would end this process
    person = AtDesk(qtbot, window)
    assert process._may_copy() is may_copy
    process._clipboard.refused.emit()  # the screen in memory owns no clipboard
    assert f"lets text up to {level} be copied, and what is on the screen is SECRET" in person.text
    process.deleteLater()
