"""Enquiries: how they are kept, tried again and counted, and what the leak check finds."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from advisor.advice import WITHHELD_ANSWER, Answers
from advisor.cases import NewerCaseError
from advisor.cases.case_file import Keys, read_shaped, write_shaped
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Channel, ContactDetails, Kind
from advisor.clearance import OFFICIAL, Label
from advisor.enquiries import EnquiryError, Status, Tray, Unmet
from advisor.enquiries.editing import change, marking_drawn_on, open_enquiry
from advisor.enquiries.enquiry import SHAPE
from advisor.enquiries.figures import count
from advisor.enquiries.final_look import look, verify_confirmed
from advisor.enquiries.giving_out import given_out
from advisor.enquiries.retrying import retry_all
from advisor.errors import AdvisorError, UsageError
from advisor.session import Session
from tests.support.builders import CHECKED
from tests.support.enquiries import make_enquiry
from tests.support.labelled import IDS, entry_of, everything, make_source, open_at
from tests.support.rules import make_access, make_requirement
from tests.support.sealed import LABELS
from tests.support.sealing import somebody

DAY = datetime.date(2026, 6, 3)
SECRET = LABELS[2]


def fact(name: str) -> FactDefinition:
    return FactDefinition(name=name, type="yes-no", subject=name, text=f"Is it {name}?", why="so")


def catalogue_with(*conditions: tuple[str, bool], label: Label = OFFICIAL):
    """Return a catalogue in which a unit can be had where some facts are so."""
    requirements = tuple(
        make_requirement({"fact": name, "is": truth}, id=name, text=f"It has to be {name}.")
        for name, truth in conditions
    )
    rules = ("access", OFFICIAL, make_access(requirements=requirements))
    entries = [entry_of("kidnap-unit", Kind.CAPABILITY, rules, title="Kidnap unit")]
    return make_source(entries, facts=[(fact(n), OFFICIAL) for n in ("serious", "urgent")])


# ── keeping ──────────────────────────────────────────────────────────────────


def test_enquiry_is_never_written_plain():
    session = open_at(everything(), SECRET)
    with pytest.raises(ValueError, match="never written plain"):
        write_shaped(make_enquiry(session), Keys(), SHAPE)


def test_enquiry_of_a_newer_version_is_left_as_it_is():
    session, me = open_at(everything(), SECRET), somebody(1)
    keys = Keys((me.recipient,))
    one = make_enquiry(session)
    newer = type(one)(
        **{field: getattr(one, field) for field in one.__struct_fields__ if field != "format"},
        format=99,
    )
    data = write_shaped(newer, keys, SHAPE)
    with pytest.raises(NewerCaseError):
        read_shaped(data, "x.age", SHAPE, me)


def test_what_is_withheld_is_never_kept():
    session = open_at(catalogue_with(("serious", True)), OFFICIAL)
    withheld = Answers({"serious": WITHHELD_ANSWER})
    assert open_enquiry("Op", session, withheld).answers == {}


def test_two_windows_keep_both(tmp_path: Path):
    session, me = open_at(everything(), SECRET), somebody(1)
    tray = Tray.open(tmp_path, me, {})
    one = tray.save(make_enquiry(session)).case
    other = Tray.open(tmp_path, me, {})
    other.save(change(one, session, unit="North"))
    saved = tray.save(change(one, session, unit="South"))
    assert saved.beside
    assert {kept.case.unit for kept in Tray.open(tmp_path, me, {}).all} == {"North", "South"}


def test_folder_that_cannot_be_written_is_told_and_nothing_is_lost(tmp_path: Path):
    session, me = open_at(everything(), SECRET), somebody(1)
    (tmp_path / "enquiries").write_text("in the way")
    with pytest.raises(AdvisorError, match="cannot be written"):
        Tray.open(tmp_path, me, {}).save(make_enquiry(session))


def test_marking_above_what_is_open_is_refused():
    session = open_at(everything(), SECRET)
    with pytest.raises(EnquiryError, match="You cannot mark"):
        make_enquiry(session, asker="TOP SECRET")


def test_paragraph_draws_on_the_highest_of_its_tactics():
    session = open_at(everything(), SECRET)
    assert marking_drawn_on(session, []) == OFFICIAL
    assert marking_drawn_on(session, [IDS[1]]) == LABELS[1]
    assert marking_drawn_on(session, ["gone", IDS[1]]) == SECRET


# ── the leak check ───────────────────────────────────────────────────────────


def above_and_below():
    number = Channel(kind="telephone", value="+44 20 7946 0018")
    mail = Channel(kind="email", value="desk@alder.example")
    details = ContactDetails(
        role="Desk", order=1, channels=(number, mail), published=True, verified_on=CHECKED
    )
    page = "See https://alder.example/page for more."
    entries = [
        entry_of("open-unit", Kind.CAPABILITY, ("access", OFFICIAL, make_access())),
        entry_of("quiet-desk", Kind.CONTACT, ("contact", SECRET, details), label=SECRET,
                 title="Alder desk"),
        entry_of("quiet-unit", Kind.CAPABILITY, ("does", SECRET, page), label=SECRET,
                 title="Quiet unit", aliases=("The Ferrymen",)),
    ]  # fmt: skip
    return make_source(entries)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Ring the ALDER  desk.", "name", "alder desk"),
        ("Ask the ferrymen about it.", "name", "the ferrymen"),
        ("The page on quiet-unit says so.", "name", "quiet-unit"),
        ("Ring 020 7946 0018 now.", "contact", "02079460018"),
        ("Write to Desk@Alder.example.", "contact", "desk@alder.example"),
        ("See https://alder.example/page.", "link", "https://alder.example/page"),
        ("There are 3 of them.", "count", "3"),
    ],
)
def test_leak_is_found_with_its_place(tmp_path: Path, text: str, kind: str, found: str):
    session = open_at(above_and_below(), SECRET, tmp_path)
    enquiry = make_enquiry(session, "open-unit", words=((OFFICIAL, text),))
    hits = look(session, enquiry, DAY).hits
    assert (kind, found, "your paragraph 1") in [(h.kind.value, h.text, h.place) for h in hits]


def test_author_and_file_name_are_looked_through_too(tmp_path: Path):
    session = open_at(above_and_below(), SECRET, tmp_path)
    enquiry = make_enquiry(session, "open-unit", author="Alder desk")
    found = look(session, enquiry, DAY)
    assert [hit.place for hit in found.hits] == ["who made it"]
    assert "the file's name" in [hit.place for hit in found.hits_with("for-alder-desk.html")]


def test_paragraphs_are_called_by_their_number_in_the_enquiry(tmp_path: Path):
    session = open_at(above_and_below(), SECRET, tmp_path)
    words = ((SECRET, "Stays here."), (OFFICIAL, "Ask the ferrymen."))
    (hit,) = look(session, make_enquiry(session, "open-unit", words=words), DAY).hits
    assert hit.place == "your paragraph 2"


def test_hits_have_to_be_confirmed_one_by_one(tmp_path: Path):
    session = open_at(above_and_below(), SECRET, tmp_path)
    words = ((OFFICIAL, "Ask the ferrymen, and the Alder desk."),)
    hits = look(session, make_enquiry(session, "open-unit", words=words), DAY).hits
    with pytest.raises(EnquiryError, match="occurs only above"):
        verify_confirmed(hits, ["the ferrymen"])
    verify_confirmed(hits, [hit.text.upper() for hit in hits])


def test_note_of_nothing_that_the_asker_may_know_of_is_refused(tmp_path: Path):
    session = open_at(above_and_below(), SECRET, tmp_path)
    for tactics in ((), ("quiet-unit",)):
        with pytest.raises(EnquiryError):
            look(session, make_enquiry(session, *tactics), DAY)


# ── trying again, and figures ────────────────────────────────────────────────


def test_enquiry_and_note_that_come_out_otherwise_are_told_with_their_rules():
    before = open_at(catalogue_with(("serious", True)), OFFICIAL)
    enquiry = make_enquiry(before, "kidnap-unit", facts=("serious=yes",))
    enquiry = given_out(enquiry, before, look(before, enquiry, DAY).theirs, "note.html")
    assert enquiry.status is Status.ADVISED
    assert retry_all([enquiry], before) == ()
    after = open_at(catalogue_with(("serious", False)), OFFICIAL)
    found = retry_all([enquiry], after)
    assert [(one.note is None, one.before, one.after) for one in found] == [
        (True, "available", "not-available"),
        (False, "available", "not-available"),
    ]
    assert [line.rsplit(" [", 1)[1] for line in found[0].rules_before] == ["if serious: Yes]"]
    assert [line.rsplit(" [", 1)[1] for line in found[0].rules_after] == ["if serious: No]"]
    other = open_at(catalogue_with(("serious", True), ("urgent", True)), OFFICIAL)
    found = retry_all([enquiry], other)
    assert found[0].rules_after == ("It has to be urgent. [if urgent: Yes]",)
    assert not retry_all([change(enquiry, before, status=Status.CLOSED)], after)


def test_what_is_gone_is_told_in_the_same_words_as_what_is_not_for_them():
    before = open_at(catalogue_with(), OFFICIAL)
    enquiry = make_enquiry(before, "kidnap-unit")
    (found,) = retry_all([enquiry], open_at(make_source([]), OFFICIAL))
    assert (found.title, found.after) == ("kidnap-unit", "gone")


def test_figures_count_by_capability_and_unmet_need():
    session = open_at(catalogue_with(), OFFICIAL)
    one = make_enquiry(session, "kidnap-unit", unmet=Unmet.TOO_LATE)
    rows = {(row.by, row.name): row.count for row in count([one, one], session).rows}
    assert rows["Capability", "Kidnap unit"] == 2
    assert rows["Unmet need", "it would have come too late"] == 2
    assert rows["Status", "open"] == 2


def test_figures_count_by_how_the_rules_come_out():
    session = open_at(catalogue_with(("serious", True)), OFFICIAL)
    facts = (("serious=yes",), ("serious=yes",), ("serious=no",), ())
    every = [make_enquiry(session, "kidnap-unit", facts=one) for one in facts]
    rows = {row.name: row.count for row in count(every, session).rows if row.by == "Outcome"}
    assert rows == {
        "Yes, you can ask now": 2,
        "Yes, after these steps": 0,
        "Not for this case": 1,
        "Not yet known": 1,
    }


def below_and_above(session: Session):
    """Return enquiries that an OFFICIAL meeting may hear of, and some of which it may not."""
    below = [make_enquiry(session, "open-unit"), make_enquiry(session, "open-unit", author="Ann")]
    above = [
        make_enquiry(session, "quiet-unit"),
        make_enquiry(session, "open-unit", "quiet-unit"),
        make_enquiry(session, "open-unit", asker=SECRET),
        make_enquiry(session, "open-unit", words=((SECRET, "The ferrymen were asked."),)),
        make_enquiry(session, "open-unit", author="Ann", author_marking=str(SECRET)),
    ]
    return below, above


def test_figures_for_a_lower_marking_count_and_name_nothing_above():
    session = open_at(above_and_below(), SECRET)
    below, above = below_and_above(session)
    found = count([*below, *above], session, OFFICIAL)
    assert (found.label, found.enquiries, found.left_out) == (OFFICIAL, 2, 5)
    assert found.rows == count(below, open_at(above_and_below(), OFFICIAL)).rows
    assert sum(row.count for row in found.rows if row.by == "Status") == 2
    text = found.to_csv().decode("utf-8-sig")
    assert text.splitlines()[0] == text.splitlines()[-1] == "OFFICIAL"
    assert not [word for word in ("Quiet", "quiet", "SECRET", "5") if word in text]


def test_answer_to_a_question_that_is_not_asked_below_keeps_an_enquiry_out():
    source = make_source(
        [entry_of("kidnap-unit", Kind.CAPABILITY, ("access", OFFICIAL, make_access()))],
        facts=[(fact("serious"), OFFICIAL), (fact("urgent"), SECRET)],
    )
    session = open_at(source, SECRET)
    facts = ("serious=yes", "urgent=yes")
    told = [make_enquiry(session, "kidnap-unit", facts=(one,)) for one in facts]
    assert count(told, session, OFFICIAL).enquiries == 1


def test_figures_are_marked_no_higher_than_what_is_open():
    session = open_at(above_and_below(), OFFICIAL)
    with pytest.raises(UsageError, match="have open"):
        count([], session, SECRET)
