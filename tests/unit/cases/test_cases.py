"""A case comes back as it was, on whatever release, to whoever may open it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice import UNKNOWN_ANSWER, WITHHELD_ANSWER, Answer, Answers, known
from advisor.cases import (
    Case,
    CaseError,
    DamagedCaseError,
    NewerCaseError,
    find_changes,
    make_case,
    read_answers,
)
from advisor.cases.case_file import MAGIC, Keys, read_case, write_case
from advisor.cases.shelf import Shelf
from advisor.catalogue.access import Choice, FactDefinition
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.trust import Trust
from advisor.clearance import Label
from advisor.sealing.age import Identity, generate_identity
from advisor.session import Session
from advisor.settings import Places
from tests.support.builders import make_entry, make_section
from tests.support.rules import make_access, make_requirement, make_route

SENSITIVE, SECRET = map(Label.parse, ("OFFICIAL-SENSITIVE", "SECRET"))


def fact(name: str, *choices: str) -> FactDefinition:
    offered = tuple(Choice(value=value, text=value) for value in choices)
    kind = "choice" if choices else "yes-no"
    return FactDefinition(
        name=name, type=kind, subject=name, text=f"{name}?", why="It matters.", choices=offered
    )


def session_of(tmp_path: Path, *facts: FactDefinition, when: dict, release: int = 1) -> Session:
    requirement = make_requirement(when, id="r")
    access = make_access(make_route(id="way"), requirements=(requirement,))
    section = make_section([make_entry("kidnap-unit", parts={"access": access})], facts=facts)
    section = replace(section, release=msgspec.structs.replace(section.release, release=release))
    return Session(Catalogue([section]), Trust.SITE, Places(tmp_path / "site", tmp_path / "home"))


SERIOUS, COUNTRY = fact("serious"), fact("country", "france", "spain")
IS_SERIOUS = {"fact": "serious", "is": True}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_of(tmp_path, SERIOUS, COUNTRY, when=IS_SERIOUS)


@pytest.fixture
def case(session: Session) -> Case:
    answers = Answers({"serious": known(True), "country": known("spain")})
    return make_case("Op Thistle", session, answers, looked_at=["kidnap-unit"])


STATES = (UNKNOWN_ANSWER, WITHHELD_ANSWER)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "serious": st.sampled_from([*STATES, known(True), known(False)]),
        "country": st.sampled_from([*STATES, known("france"), known("spain")]),
    },
).map(Answers)


@given(ANSWERS, st.booleans())
@settings(max_examples=30, deadline=None)
def test_answers_come_back_and_what_is_withheld_is_never_written(
    tmp_path_factory: pytest.TempPathFactory, answers: Answers, is_sealed: bool
):
    session = session_of(tmp_path_factory.mktemp("c"), SERIOUS, COUNTRY, when=IS_SERIOUS)
    me = generate_identity()
    keys = Keys.of(me.recipient, {}) if is_sealed else Keys()
    data = write_case(make_case("x", session, answers), keys)
    opened = read_case(data, "x", me)
    assert opened is not None
    kept = {name: one for name, one in answers.items() if one != WITHHELD_ANSWER}
    assert read_answers(opened.case, session) == (Answers(kept), ())
    assert b"withheld" not in data


def test_nothing_changed_on_the_same_release(case: Case, session: Session):
    assert not find_changes(case, session)


def test_another_release_names_what_is_lost_and_keeps_it(case: Case, tmp_path: Path):
    later = session_of(tmp_path, SERIOUS, fact("country", "france"), when=IS_SERIOUS, release=2)
    answers, lost = read_answers(case, later)
    assert dict(answers) == {"serious": Answer(known(True).state, True)}
    assert [(one.fact, one.answer, one.question) for one in lost] == [
        ("country", "spain", "country?")
    ]
    again = make_case("Op Thistle", later, answers.without("serious"), before=case)
    assert again.answers == {"country": "spain"}
    assert (again.id, again.created_at, again.release) == (case.id, case.created_at, 2)


def test_question_that_is_asked_no_more_stays_in_the_case(case: Case, tmp_path: Path):
    later = session_of(tmp_path, SERIOUS, when=IS_SERIOUS, release=2)
    (lost,) = find_changes(case, later).lost
    assert str(lost) == "The question “country” is not asked any more. You answered: spain."


def test_changed_rule_tells_the_outcome_then_and_now_and_why(case: Case, tmp_path: Path):
    when = {"fact": "country", "is": "france"}
    later = session_of(tmp_path, SERIOUS, COUNTRY, when=when, release=2)
    changes = find_changes(case, later)
    (one,) = changes.outcomes
    assert (one.before, one.after.value, one.has_new_rules) == (
        "available",
        "not-available",
        True,
    )
    assert one.because
    assert [fact.name for fact in changes.new_questions] == ["country"]


def test_what_cannot_be_checked_any_more_is_named_from_the_case_alone(case: Case, tmp_path: Path):
    section = make_section([], facts=(SERIOUS, COUNTRY))
    bare = Session(Catalogue([section]), Trust.SITE, Places(tmp_path / "s", tmp_path / "h"))
    assert find_changes(case, bare).gone == ("kidnap-unit",)
    assert set(make_case("x", bare, Answers(), before=case).looked_at) == {"kidnap-unit"}


@pytest.mark.parametrize("damaged", [b"", b"{}", b"nonsense", b'{"id": 3}', b"[" * 5000])
def test_damaged_file_is_refused_by_name(damaged: bytes):
    with pytest.raises(DamagedCaseError, match="thistle"):
        read_case(damaged, "thistle.json")


def test_newer_format_is_refused_and_left_where_it_is(case: Case, tmp_path: Path):
    data = write_case(case, Keys()).replace(b'"format": 1', b'"format": 2')
    with pytest.raises(NewerCaseError, match="newer version"):
        read_case(data, "x.json")
    path = tmp_path / "cases" / "x.json"
    path.parent.mkdir()
    path.write_bytes(data)
    shelf = Shelf.open_plain(tmp_path)
    assert (shelf.all, path.read_bytes()) == ((), data)
    assert "newer version" in shelf.problems[0]


def test_damaged_file_is_put_aside_and_told(tmp_path: Path):
    path = tmp_path / "cases" / "x.json"
    path.parent.mkdir()
    path.write_bytes(b"half a ca")
    shelf = Shelf.open_plain(tmp_path)
    assert "x.json" in shelf.problems[0]
    assert path.with_suffix(".unreadable").read_bytes() == b"half a ca"


def test_saved_case_is_on_the_shelf_next_time(case: Case, tmp_path: Path):
    Shelf.open_plain(tmp_path).save(case)
    (kept,) = Shelf.open_plain(tmp_path).all
    assert kept.case == case
    if os.name != "nt":
        assert kept.path.stat().st_mode & 0o077 == 0


def test_two_windows_lose_nothing(case: Case, tmp_path: Path):
    Shelf.open_plain(tmp_path).save(case)
    here, there = Shelf.open_plain(tmp_path), Shelf.open_plain(tmp_path)
    here.save(case.renamed("Here"))
    saved = there.save(case.renamed("There"))
    assert saved.beside
    assert "Another window" in saved.message
    names = {kept.case.name for kept in Shelf.open_plain(tmp_path).all}
    assert names == {"Here", "There"}


def test_deleted_case_can_be_put_back(case: Case, tmp_path: Path):
    shelf = Shelf.open_plain(tmp_path)
    shelf.save(case)
    deleted = shelf.delete(case.id)
    assert Shelf.open_plain(tmp_path).all == ()
    shelf.put_back(deleted)
    assert [kept.case for kept in Shelf.open_plain(tmp_path).all] == [case]


def test_case_that_another_window_changed_is_not_deleted(case: Case, tmp_path: Path):
    shelf = Shelf.open_plain(tmp_path)
    shelf.save(case)
    Shelf.open_plain(tmp_path).save(case.renamed("Other"))
    with pytest.raises(CaseError, match="Another window"):
        shelf.delete(case.id)


@pytest.mark.parametrize("name", ["", "   ", "\x07", "x" * 121])
def test_case_needs_a_name_that_can_be_shown(session: Session, name: str):
    with pytest.raises(CaseError, match="name"):
        make_case(name, session, Answers())


def sealed_shelf(home: Path, me: Identity, keys: dict[Label, Identity]) -> Shelf:
    return Shelf.open_sealed(home, me, Keys.of(me.recipient, keys), tuple(keys.values()))


def test_lower_session_sees_nothing_of_a_case_of_a_higher_one(case: Case, tmp_path: Path):
    me, keys = generate_identity(), {label: generate_identity() for label in (SENSITIVE, SECRET)}
    sealed_shelf(tmp_path, me, keys).save(case)
    lower = sealed_shelf(tmp_path, me, {SENSITIVE: keys[SENSITIVE]})
    for shelf in (
        lower,
        Shelf.open_plain(tmp_path),
        sealed_shelf(tmp_path, generate_identity(), keys),
    ):
        assert (shelf.all, shelf.problems) == ((), ())
    assert [kept.case for kept in sealed_shelf(tmp_path, me, keys).all] == [case]


def test_sealed_file_tells_neither_name_nor_content_nor_length(case: Case, tmp_path: Path):
    me = generate_identity()
    sizes = set()
    for words in ("", "boat", "x" * 900):
        shelf = sealed_shelf(tmp_path, me, {})
        shelf.save(msgspec.structs.replace(case, description=words))
        (path,) = (tmp_path / "cases").glob("*.age")
        sizes.add(path.stat().st_size // 4096)
    written = path.read_bytes() + path.name.encode()
    assert not [
        told for told in (b"Thistle", b"serious", MAGIC, case.id.encode()) if told in written
    ]
    assert len(sizes) == 1


def test_case_of_a_lower_session_stays_for_it_when_a_higher_one_saves(case: Case, tmp_path: Path):
    me, keys = generate_identity(), {SECRET: generate_identity()}
    sealed_shelf(tmp_path, me, {}).save(case)
    higher = sealed_shelf(tmp_path, me, keys)
    assert higher.save(case.renamed("Higher")).beside
    assert [kept.case for kept in sealed_shelf(tmp_path, me, {}).all] == [case]
    assert len(sealed_shelf(tmp_path, me, keys).all) == 2


def test_plain_case_is_readable_json(case: Case):
    assert json.loads(write_case(case, Keys()))["answers"] == {"serious": "yes", "country": "spain"}
