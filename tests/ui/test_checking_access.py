"""“Can I have this?”: one question at a time, answers that can be changed, four outcomes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from advisor.advice import Advice, Outcome, PrerequisiteStatus
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Kind
from advisor.ui.advice.check_page import CheckPage
from advisor.ui.advice.question_view import QuestionView
from advisor.ui.advice.words import DO_NOT_KNOW, RATHER_NOT
from advisor.ui.location import Location, Page
from advisor.ui.widgets.answer_option import AnswerOption
from tests.support.window import Person, visible

URGENT = "anti-kidnap-extortion"


def start(person: Person, capability: str) -> CheckPage:
    """Read a capability and ask whether one can have it."""
    person.workspace.open_entry(capability)
    person.press("Ctrl+Return")
    page = person.pane.page
    assert isinstance(page, CheckPage)
    return page


def asked(person: Person) -> FactDefinition | None:
    """Return the question on screen, if there is one."""
    shown = visible(person.pane, QuestionView)
    assert len(shown) <= 1
    if not shown:
        return None
    text = person.text(shown[0])
    return next(f for f in person.reader.session.catalogue.facts if f.text in text)


def choose(person: Person, key: str) -> None:
    """Choose an answer with the arrow keys."""
    options = visible(person.pane, AnswerOption)
    assert key in [option.option.key for option in options]
    if not isinstance(person.focus, AnswerOption):
        person.tab_to(options[0].option.text)
    wanted = next(option for option in options if option.option.key == key)
    for _ in options:
        here, there = person.focus.pos(), wanted.pos()
        if here.y() != there.y():
            person.press("Down" if here.y() < there.y() else "Up")
        elif here.x() != there.x():
            person.press("Right" if here.x() < there.x() else "Left")
    assert person.focus is wanted
    person.press("Space")


def go_back(person: Person) -> None:
    """Press the question's own *Back*."""
    person.find("Back", within=visible(person.pane, QuestionView)[0]).click()
    person.rest()


def answer(person: Person, key: str) -> None:
    choose(person, key)
    person.press("Return")


def answer_all(person: Person, answers: dict[str, str]) -> Advice:
    """Answer every question, with ``unknown`` where nothing else is wanted; return the advice."""
    for _ in range(15):
        definition = asked(person)
        if definition is None:
            break
        key = answers.get(definition.name, "unknown")
        if key == "unknown":
            person.press("Alt+U")
        elif definition.type == "number":
            person.type(key)
            person.press("Return")
        else:
            answer(person, key)
    assert asked(person) is None
    return person.pane.page.advice


def test_check_is_one_key_away_from_the_entry(person: Person):
    start(person, URGENT)
    assert person.sees("Question 1")
    assert isinstance(person.focus, AnswerOption)


def test_check_is_offered_for_what_has_rules_alone(person: Person):
    check = person.window.actions_by_name["check"]
    assert not check.isEnabled()
    person.workspace.open_entry("lawful-interception")
    assert check.isEnabled()
    law = person.reader.session.catalogue.of_kind(Kind.AUTHORISATION)[0]
    person.workspace.open_entry(law.id)
    assert check.isEnabled()
    place = person.reader.session.catalogue.of_kind(Kind.ORGANISATION)[0]
    person.workspace.open_entry(place.id)
    assert not check.isEnabled()
    person.press("Ctrl+Return")
    assert person.reader.location.subject == place.id


def test_one_question_is_asked_at_a_time_with_its_reason(person: Person):
    start(person, URGENT)
    definition = asked(person)
    assert definition.text in person.page
    assert "Why this is asked" in person.page
    assert definition.why in person.page
    shown = [option.option.text for option in visible(person.pane, AnswerOption)]
    assert shown[-2:] == [DO_NOT_KNOW, RATHER_NOT]


def test_enter_leads_to_the_first_answer_of_the_next_question(person: Person):
    start(person, URGENT)
    first = asked(person)
    answer(person, "no")
    assert asked(person) != first
    assert person.sees("Question 2")
    assert person.focus is visible(person.pane, AnswerOption)[0]


def test_enter_with_nothing_chosen_says_so_in_one_sentence(person: Person):
    start(person, URGENT)
    person.press("Return")
    assert person.sees("Choose an answer first. “I do not know” is one.")
    assert person.sees("Question 1")


def test_the_number_to_ring_is_on_screen_before_any_question(person: Person):
    start(person, URGENT)
    assert person.page.index("999") < person.page.index("Question 1")
    assert person.page.index("0370 496 7622") < person.page.index("Question 1")


def test_answers_so_far_stay_visible_and_one_can_be_changed_without_the_rest(person: Person):
    start(person, URGENT)
    names = []
    for _ in range(3):
        names.append(asked(person).name)
        answer(person, visible(person.pane, AnswerOption)[0].option.key)
    before = dict(person.reader.answers.items())
    assert person.sees("Your answers so far")
    subjects = {fact.name: fact.subject for fact in person.reader.session.catalogue.facts}
    assert all(subjects[name] in person.page for name in names)
    person.click(f"Change: {subjects[names[0]]}")
    assert asked(person).name == names[0]
    assert person.focus.isChecked()
    answer(person, "no")
    after = dict(person.reader.answers.items())
    assert {name for name in after if str(after[name]) != str(before.get(name))} == {names[0]}
    assert list(after)[:3] == list(before)[:3]


def test_back_leads_to_the_answer_before_and_then_to_the_entry(person: Person):
    start(person, URGENT)
    first = asked(person)
    answer(person, "no")
    go_back(person)
    assert asked(person) == first
    go_back(person)
    assert person.reader.location == Location(Page.ENTRY, URGENT)
    assert person.focus is person.pane.page


def test_an_answer_reached_with_the_arrows_is_chosen(person: Person):
    start(person, URGENT)
    first = asked(person)
    person.press("Right", "Return")
    assert str(person.reader.answers.get(first.name)) == "no"


def test_not_knowing_is_an_answer_that_leads_on(person: Person):
    start(person, URGENT)
    first = asked(person)
    person.press("Alt+U")
    assert asked(person) != first
    assert DO_NOT_KNOW in person.page
    assert str(person.reader.answers.get(first.name)) == "unknown"


def test_leaving_the_check_keeps_the_answers(person: Person):
    start(person, URGENT)
    answer(person, "no")
    person.click("Leave check")
    assert person.reader.location == Location(Page.ENTRY, URGENT)
    person.press("Ctrl+Return")
    assert person.sees("Question 2")


def test_an_answer_given_for_one_capability_holds_for_the_next(person: Person):
    start(person, "counterfeit-currency")
    assert asked(person).name == "asker"
    answer(person, "force")
    start(person, "lawful-interception")
    assert asked(person).name != "asker"


def test_starting_again_takes_back_every_answer(person: Person):
    start(person, URGENT)
    answer(person, "no")
    person.click("Start again")
    assert person.sees("Question 1")
    assert list(person.reader.answers.items()) == []
    assert isinstance(person.focus, AnswerOption)


def test_answers_never_reach_the_disk(person: Person, tmp_path: Path):
    start(person, "civil-recovery-tax")
    person.press("Ctrl++")
    while (definition := asked(person)) is not None:
        answer(person, "withheld")
        assert str(person.reader.answers.get(definition.name)) == "withheld"
    settings = person.reader.session.places.home / "settings.json"
    person.until(lambda: settings.exists() and b"110" in settings.read_bytes())
    person.application.shut_down()
    names = [fact.name.encode() for fact in person.reader.session.catalogue.facts]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert settings in files
    for path in files:
        data = path.read_bytes()
        assert b"withheld" not in data
        assert not any(name in data for name in names)


AVAILABLE = {"asker": "force", "counterfeit_kind": "making-site", "examination_wanted": "no"}


def says_whom_to_ring(person: Person, advice: Advice) -> bool:
    session = person.reader.session
    contacts = session.directory.resolve(advice.contacts, session.where)
    page = person.page
    return bool(contacts) and all(contact.name in page for contact in contacts)


def test_available_says_what_to_do_in_order_and_whom_to_ring(person: Person):
    start(person, "counterfeit-currency")
    advice = answer_all(person, AVAILABLE)
    assert advice.outcome is Outcome.AVAILABLE
    assert "Yes, " in person.page
    places = [person.page.index(step.text) for step in advice.steps]
    assert places == sorted(places)
    assert says_whom_to_ring(person, advice)


def test_available_after_says_what_is_needed_first(person: Person):
    start(person, "counterfeit-currency")
    wants_examination = {"counterfeit_kind": "notes-or-coins", "examination_wanted": "yes"}
    advice = answer_all(person, {"asker": "force", "nco1_completed": "no", **wants_examination})
    assert advice.outcome is Outcome.AVAILABLE_AFTER
    assert "Yes, after these steps" in person.page
    needed = {PrerequisiteStatus.OUTSTANDING, PrerequisiteStatus.MAYBE}
    todo = [item for item in advice.prerequisites if item.status in needed]
    assert todo
    steps = [item.text for item in (*todo, *advice.steps)]
    places = [person.page.index(text) for text in steps]
    assert places == sorted(places)
    assert says_whom_to_ring(person, advice)


def test_not_available_says_why_what_would_change_it_and_whom_to_ring(person: Person):
    start(person, "lawful-interception")
    advice = answer_all(
        person, {"asker": "force", "purpose": "serious-crime", "material_use": "evidence"}
    )
    assert advice.outcome is Outcome.NOT_AVAILABLE
    assert "Not for this case" in person.page
    deciding = [reason for reason in advice.reasons if reason.deciding]
    assert deciding
    assert all(reason.text in person.page for reason in deciding)
    assert all((reason.change or "Nothing that you") in person.page for reason in deciding)
    assert says_whom_to_ring(person, advice)


def test_undecided_names_what_is_open_and_who_could_tell(person: Person):
    start(person, "lawful-interception")
    advice = answer_all(person, {})
    assert advice.outcome is Outcome.UNDECIDED
    assert "Not yet known" in person.page
    assert advice.unknown_facts
    assert all(
        item.fact.subject.casefold() in person.page.casefold() for item in advice.unknown_facts
    )
    assert all(f"Ask {item.fact.who_could_tell}: " in person.page for item in advice.unknown_facts)
    assert says_whom_to_ring(person, advice)


def test_changing_the_answer_that_decided_changes_the_outcome(person: Person):
    start(person, "lawful-interception")
    answer_all(person, {"asker": "force", "purpose": "serious-crime", "material_use": "evidence"})
    subject = next(
        fact.subject
        for fact in person.reader.session.catalogue.facts
        if fact.name == "material_use"
    )
    person.click(f"Change: {subject}")
    answer(person, "intelligence")
    assert person.pane.page.advice.outcome is not Outcome.NOT_AVAILABLE
    assert "Not for this case" not in person.page


@pytest.mark.parametrize("wrong", ["ten thousand", "-5", "1.5e", "£££", "9" * 400])
def test_a_wrong_number_gets_one_clear_message_and_the_question_stays(person: Person, wrong: str):
    to_value(person)
    person.type(wrong)
    person.press("Return")
    assert asked(person).name == "property_value"
    shown = [line for line in person.page.splitlines() if "is not a whole number" in line]
    assert len(shown) == 1
    assert wrong[:20] in shown[0]
    assert len(shown[0]) < 200
    assert "property_value" not in person.page
    assert person.focus is visible(person.pane, QLineEdit)[0]


def to_value(person: Person) -> None:
    """Go on to the question what the property is worth."""
    start(person, "civil-recovery-tax")
    answers = {
        "asker": "force",
        "prosecution_state": "failed",
        "asset_basis": "property",
        "crt_form_sent": "yes",
    }
    while (definition := asked(person)).name != "property_value":
        answer(person, answers[definition.name])


def test_a_number_is_typed_and_shown_with_its_unit(person: Person):
    to_value(person)
    assert isinstance(person.focus, QLineEdit)
    person.type("250000")
    person.press("Return")
    assert asked(person) is None or asked(person).name != "property_value"
    assert "250000 pounds" in person.page
    assert person.reader.answers.get("property_value").value == 250_000


def test_a_number_that_is_not_known_may_stay_open(person: Person):
    to_value(person)
    person.press("Alt+U")
    assert str(person.reader.answers.get("property_value")) == "unknown"


def test_every_capability_can_be_checked_to_an_outcome(person: Person):
    facts = person.reader.session.catalogue.facts
    unknown = (f"{fact.name}=unknown" for fact in facts if not fact.derived)
    person.reader.answer(person.reader.session.parse_answers(unknown))
    for head in person.reader.session.catalogue.of_kind(Kind.CAPABILITY):
        person.reader.open(Location(Page.CHECK, head.id))
        advice = answer_all(person, {})
        assert advice.outcome in set(Outcome)
        assert says_whom_to_ring(person, advice)


def test_enter_on_back_goes_back(person: Person):
    person.type("kidnap")
    person.press("Return", "Ctrl+Return", "Alt+U")
    assert person.sees("Question 2")
    person.tab_to("Back")
    person.press("Return")
    assert person.sees("Question 1")


def test_an_authority_is_checked_like_a_capability(person: Person):
    """“Can I have this authority?”, from its page, with the urgent way as a way of its own."""
    person.workspace.open_entry("directed-surveillance")
    assert person.sees("Can I have this?")
    person.press("Ctrl+Return")
    given = {
        "asker": "force",
        "surveillance_place": "outside",
        "purpose": "other-crime",
        "proportionate": "yes",
        "cannot_wait": "yes",
    }
    advice = answer_all(person, given)
    assert advice.outcome is Outcome.AVAILABLE_AFTER
    assert advice.route is not None
    assert advice.route.id == "urgent"
    assert person.sees("Get an urgent authority")
    assert person.sees("lasts 72 hours")


def test_an_authority_without_a_ground_says_what_would_change_it(person: Person):
    start(person, "targeted-interception")
    given = {"asker": "force", "purpose": "other-crime", "material_use": "intelligence"}
    advice = answer_all(person, given)
    assert advice.outcome is Outcome.NOT_AVAILABLE
    assert person.sees("A link with serious crime or national security that you can show.")
