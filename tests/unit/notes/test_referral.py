"""Facts for the ROCC: sealed, or read out; what is not for them or not known is told."""

from __future__ import annotations

import datetime

import msgspec
import pytest

from advisor.clearance import OFFICIAL, Label
from advisor.errors import UsageError
from advisor.notes.answer_sheet import hear, read_sheet, say_sheet, sheet_document, sheet_label
from advisor.notes.errors import NoteError
from advisor.notes.referral import (
    FORMAT,
    MAGIC,
    MOST_BYTES,
    make_referral,
    open_referral,
    seal_referral,
)
from advisor.sealing.age import generate_identity, seal
from advisor.session import Session
from advisor.settings import Places
from tests.support.labelled import make_source, open_at
from tests.support.rules import make_fact
from tests.support.sealed import LABELS

DAY = datetime.date(2026, 6, 3)
FACTS = ["asker=rocu", "life_at_risk=yes", "crime_in_action=unknown", "risk_owner_named=withheld"]
ROCC = generate_identity()


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("places")
    return Session.open(None, Places(folder / "site", folder / "home"))


@pytest.fixture
def made(session: Session):
    answers = session.parse_answers(FACTS)
    about = "A boat. " * 20
    return make_referral(
        session, answers, DAY, about=about, by="DC Smith", looked_at=("surveillance-support",)
    )


def test_referral_is_opened_by_whom_it_is_for(session: Session, made):
    opened = open_referral(seal_referral(made, ROCC.recipient), "x.age", session, ROCC)
    assert opened.referral == made
    assert opened.answers.to_json() == {
        "asker": "rocu",
        "life_at_risk": "yes",
        "crime_in_action": "unknown",
    }
    assert (opened.lost, opened.missing, opened.is_newer) == ((), (), False)


def test_what_is_withheld_is_not_in_it(made):
    assert "risk_owner_named" not in made.answers
    assert b"withheld" not in msgspec.json.encode(made)


def test_its_length_says_nothing_of_its_words(made):
    short = msgspec.structs.replace(made, about="x")
    # age puts a stanza of random length into every header.
    lengths = [len(seal_referral(one, ROCC.recipient)) for one in (made, short)]
    assert abs(lengths[0] - lengths[1]) < 300


def changed(made, **fields) -> bytes:
    return seal_referral(msgspec.structs.replace(made, **fields), ROCC.recipient)


def test_what_this_release_does_not_know_is_told_and_the_rest_is_used(session: Session, made):
    answers = {**made.answers, "no_such_fact": "yes", "asker": "martian"}
    data = changed(made, answers=answers, looked_at=("no-such-entry",), release=99)
    opened = open_referral(data, "x.age", session, ROCC)
    assert {one.fact for one in opened.lost} == {"no_such_fact", "asker"}
    assert opened.missing == ("no-such-entry",)
    assert opened.is_newer
    assert opened.answers.value_of("life_at_risk") is True


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda made: changed(made, format=FORMAT + 1), "newer version"),
        (lambda made: changed(made, marking="SECRET/ALDER"), "marked higher"),
        (lambda made: changed(made, marking="RESTRICTED"), "is not a referral"),
        (lambda made: seal_referral(made, generate_identity().recipient), "not sealed to your"),
        (lambda _: seal(b"x", (ROCC.recipient,)), "is not a referral"),
        (lambda _: seal(MAGIC + b"{", (ROCC.recipient,)), "is not a referral"),
        (lambda made: seal_referral(made, ROCC.recipient)[:-9], "is not a referral"),
        (lambda _: b"", "is not a referral"),
        (lambda _: b"x" * (MOST_BYTES + 1), "too large"),
    ],
)
def test_what_cannot_be_opened_is_told(session: Session, made, data, why: str):
    with pytest.raises(NoteError, match=why) as told:
        open_referral(data(made), "x.age", session, ROCC)
    assert told.value.hint


def test_without_an_identity_it_stays_shut(session: Session, made):
    with pytest.raises(NoteError, match="is sealed"):
        open_referral(changed(made), "x.age", session, None)


def test_texts_that_are_too_long_are_refused(session: Session):
    with pytest.raises(UsageError, match="too long"):
        make_referral(session, session.parse_answers([]), DAY, about="x" * 5000)


# ── read out on the telephone ────────────────────────────────────────────────


def test_line_read_out_gives_the_answers(session: Session):
    answers = session.parse_answers(FACTS)
    line = say_sheet(session, answers)
    read = read_sheet(session, f"  {line.lower()} ", OFFICIAL)
    assert read.to_json() == answers.to_json()
    assert "risk_owner_named" not in dict(read)


@pytest.mark.parametrize(
    ("old", "new"), [("1a", "1b"), ("3a", "4a"), ("2?", "2a"), (" 3a", ""), ("1: ", "2: ")]
)
def test_anything_misheard_is_noticed(session: Session, old: str, new: str):
    line = say_sheet(session, session.parse_answers(FACTS))
    assert old in line
    with pytest.raises(UsageError, match="misheard"):
        read_sheet(session, line.replace(old, new, 1), OFFICIAL)


@pytest.mark.parametrize("label", LABELS[1:], ids=str)
def test_marking_that_was_misheard_is_noticed(label: Label):
    """Under another marking the numbers stand for other questions."""
    facts = [(make_fact(f"fact_{place}"), one) for place, one in enumerate(LABELS)]
    session = open_at(make_source([], facts=facts), label)
    answers = session.parse_answers([f"fact_{LABELS.index(label)}=yes"])
    line = say_sheet(session, answers)
    assert sheet_label(session, answers) == label
    assert read_sheet(session, line, label).to_json() == answers.to_json()
    with pytest.raises(UsageError, match="misheard"):
        read_sheet(session, line, OFFICIAL)


@pytest.mark.parametrize(
    "typed",
    ["{0} {1} {2} {3} {4}", "{0}, {1}, {2}, {3}; {4}", "1 {1}  {2}\n{3} {4}", "1: 1 a 2 ? 3 A {4}"],
)
def test_line_is_taken_however_it_is_spaced(session: Session, typed: str):
    answers = session.parse_answers(FACTS)
    line = typed.format(*say_sheet(session, answers).split())
    assert read_sheet(session, line, OFFICIAL).to_json() == answers.to_json()


def test_what_is_typed_so_far_can_be_read_back(session: Session):
    heard = hear(session, "1: 1a 2? 3zz 1z 999a 4", OFFICIAL)
    assert [(one.token, bool(one.subject), one.answer) for one in heard] == [
        ("1a", True, "Yes"),
        ("2?", True, "not known"),
        ("3zz", False, ""),
        ("1z", True, ""),
        ("999a", False, ""),
        ("4", False, ""),
    ]
    assert hear(session, say_sheet(session, session.parse_answers(FACTS)), OFFICIAL)[-1].answer
    assert hear(session, "", OFFICIAL) == ()
    assert [one.subject for one in hear(session, "2: 1a", OFFICIAL)] == [""]
    assert hear(session, "1: 1a", Label.parse("SECRET")) == ()


@pytest.mark.parametrize("line", ["", "1:", "x", "1: 1a", "9" * 5000])
def test_what_is_no_line_is_refused(session: Session, line: str):
    with pytest.raises(UsageError):
        read_sheet(session, line, OFFICIAL)


def test_line_of_a_marking_that_is_not_open_is_refused(session: Session):
    with pytest.raises(UsageError, match="You have not opened SECRET"):
        read_sheet(session, "1: 1a ABC", Label.parse("SECRET"))


def test_every_question_can_be_read_out_with_every_answer(session: Session):
    typed = {"number": ["12"], "date": ["2026-06-03"], "yes-no": ["yes", "no"]}
    for fact in session.catalogue.facts:
        if fact.is_derived:
            continue
        for value in typed.get(fact.type) or [choice.value for choice in fact.choices]:
            answers = session.parse_answers([f"{fact.name}={value}"])
            read = read_sheet(session, say_sheet(session, answers), OFFICIAL)
            assert read.to_json() == answers.to_json()


def test_sheet_is_a_document_with_its_marking(session: Session):
    document = sheet_document(session, session.parse_answers(FACTS))
    assert document.label == OFFICIAL
    assert len(document.chapters[0].sections[1].blocks[0].rows) == 3
