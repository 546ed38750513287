"""Somebody asks what could help with their case, with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QTreeView

from advisor.advice import Group, parse_answers
from advisor.ui import theme
from advisor.ui.advising.advisor_pane import AdvisorPane
from advisor.ui.advising.survey_page import SurveyPage
from advisor.ui.advising.survey_tree import SurveyTree
from advisor.ui.area import Area
from advisor.ui.location import Page
from advisor.ui.models.results import RowRole
from tests.support.window import Person, name_of, tab_chain, visible


class Investigator(Person):
    """Somebody in the section Advisor."""

    @property
    def case(self) -> AdvisorPane:
        """The left pane."""
        return self.workspace.advisor_pane

    @property
    def tree(self) -> SurveyTree:
        """The list of capabilities."""
        assert isinstance(self.pane.page, SurveyPage)
        return visible(self.pane.page, SurveyTree)[0]

    @property
    def asked(self) -> str:
        """The question on the screen; empty where there is none."""
        question = self.reader.survey.next_question
        return question.fact.name if question is not None else ""

    def placed(self) -> dict[str, Group]:
        """Return where each capability is listed, as the tree has it."""
        model = self.tree.groups
        found = {}
        for group in Group:
            parent = model.index_of_group(group)
            for row in range(model.rowCount(parent)):
                found[model.index(row, 0, parent).data(RowRole.ENTRY_ID)] = group
        return found

    def answer(self, *typed: str) -> None:
        facts, answers = self.reader.session.catalogue.facts, self.reader.answers
        for name, answer in parse_answers(facts, typed).items():
            answers = answers.with_answer(name, answer)
        self.reader.answer(answers)  # one after the other they take minutes to show
        self.rest()


@pytest.fixture
def investigator(person: Person) -> Investigator:
    person.press("Ctrl+1")
    return Investigator(person.qtbot, person.application)


def test_one_key_leads_to_the_advisor_with_the_keyboard_on_the_first_answer(
    investigator: Investigator,
):
    assert investigator.reader.area is Area.ADVISOR
    assert investigator.reader.location.page is Page.SURVEY
    assert investigator.case.isAncestorOf(investigator.focus)
    assert investigator.asked == "life_at_risk"
    assert investigator.sees("Best next question")
    assert investigator.sees("still open")
    assert not investigator.field.isVisible()
    count = len(investigator.reader.session.advisor.capabilities)
    assert investigator.sees(f"Capabilities checked: {count}")


def test_a_case_is_answered_with_the_keyboard_alone(investigator: Investigator):
    seen = []
    for _ in range(4):
        seen.append(investigator.asked)
        investigator.press("Down", "Space", "Return")
    assert len(set(seen)) == 4
    assert set(seen) == set(investigator.reader.answers)
    assert investigator.case.isAncestorOf(investigator.focus)
    assert investigator.sees("Your answers so far", investigator.case)


def test_every_capability_stands_in_the_group_that_its_check_says(investigator: Investigator):
    investigator.answer("life_at_risk=no", "crime_in_action=no", "asker=rocu", "purpose=other")
    placed = investigator.placed()
    session = investigator.reader.session
    assert set(placed) == set(session.advisor.capabilities)
    for capability, group in placed.items():
        advice = session.check(capability, investigator.reader.answers)
        is_known = group is not Group.NOT_YET_KNOWN
        assert is_known is advice.settled, capability
        if is_known:
            assert group.value.startswith(
                {"available": "available-now", "not-available": "not-for"}.get(
                    advice.outcome.value, advice.outcome.value
                )
            )


def test_counts_lead_to_their_groups(investigator: Investigator):
    counts = investigator.reader.survey.counts
    box = investigator.find(f"Not yet known: {counts[Group.NOT_YET_KNOWN]}")
    box.setFocus()
    investigator.press("Return")
    assert investigator.focus is investigator.tree
    assert investigator.tree.chosen == Group.NOT_YET_KNOWN.value


def test_groups_fold_with_the_keyboard_and_stay_so_as_answers_come(investigator: Investigator):
    tree = investigator.tree
    tree.go_to_group(Group.AVAILABLE_NOW)
    investigator.press("Return")
    assert Group.AVAILABLE_NOW in tree.folded
    investigator.answer("life_at_risk=no", "asker=rocu")
    assert tree.folded == {Group.AVAILABLE_NOW, Group.NOT_FOR_THIS_CASE}
    tree.go_to_group(Group.AVAILABLE_NOW)
    investigator.press("Space")
    assert Group.AVAILABLE_NOW in tree.folded


def test_the_keyboard_stays_on_a_capability_wherever_it_goes(investigator: Investigator):
    tree = investigator.tree
    tree.setCurrentIndex(tree.groups.index_of("anti-kidnap-extortion"))
    assert tree.chosen == "anti-kidnap-extortion"
    investigator.answer("asker=other")
    assert investigator.placed()["anti-kidnap-extortion"] is Group.NOT_FOR_THIS_CASE
    assert tree.chosen == "anti-kidnap-extortion"


def test_enter_opens_the_check_and_back_leads_to_the_same_place(investigator: Investigator):
    tree = investigator.tree
    tree.setFocus()
    tree.setCurrentIndex(tree.groups.index_of("rocc"))
    investigator.press("Return")
    assert (investigator.reader.location.page, investigator.reader.location.subject) == (
        Page.CHECK,
        "rocc",
    )
    investigator.press("Alt+Left")
    assert investigator.reader.location.page is Page.SURVEY
    assert investigator.tree.chosen == "rocc"


def test_one_set_of_answers_serves_the_check_and_the_whole_catalogue(investigator: Investigator):
    investigator.answer("asker=rocu")
    tree = investigator.tree
    tree.setFocus()
    tree.setCurrentIndex(tree.groups.index_of("anti-kidnap-extortion"))
    investigator.press("Return")
    assert investigator.sees("A regional organised crime unit (ROCU)", investigator.pane)


def test_an_answer_is_changed_or_withdrawn_and_the_rest_stays(investigator: Investigator):
    investigator.answer("life_at_risk=no", "asker=rocu", "crime_in_action=no")
    investigator.find("Change: Who is asking").click()
    investigator.rest()
    assert investigator.sees("Change your answer")
    investigator.press("Down", "Space", "Return")
    assert str(investigator.reader.answers["asker"]) == "force"
    investigator.find("Withdraw: Who is asking").click()
    investigator.rest()
    assert set(investigator.reader.answers) == {"life_at_risk", "crime_in_action"}


def test_what_is_skipped_comes_back_when_it_is_wanted(investigator: Investigator):
    investigator.answer("life_at_risk=no", "crime_in_action=no")
    questions = [each.fact.name for each in investigator.reader.survey.questions]
    investigator.answer(*(f"{name}=unknown" for name in questions[4:]))
    assert len(investigator.reader.survey.questions) > 2, "few, but some are left to skip"
    skipped = investigator.asked
    investigator.find("Skip").click()
    investigator.rest()
    assert investigator.asked != skipped
    while investigator.asked:
        investigator.find("Skip").click()
        investigator.rest()
    assert investigator.sees("You skipped every question that is left.")
    left = len(investigator.reader.survey.questions)
    investigator.find(f"Ask them again: {left}").click()
    investigator.rest()
    assert investigator.asked == skipped


def test_danger_to_life_puts_whom_to_ring_above_the_question(investigator: Investigator):
    investigator.press("Up", "Space")  # wherever it was, one of the answers is chosen
    investigator.answer("life_at_risk=yes")
    text = investigator.text(investigator.case)
    assert text.index("Ring first") < text.index("Best next question")
    assert text.index("999") < text.index("Best next question")


def test_words_rank_the_capabilities_once_the_hands_rest(investigator: Investigator):
    investigator.answer("life_at_risk=no", "crime_in_action=no", "asker=rocu")
    field = investigator.find("Your case in your own words", QLineEdit)
    field.setFocus()
    investigator.type("a body has been found in the sea, who is it")
    investigator.until(lambda: investigator.reader.description.endswith("who is it"))
    investigator.rest()
    placings = [p for p in investigator.reader.survey.placings if p.group is Group.AVAILABLE_NOW]
    assert placings[0].capability == "missing-persons"


def test_start_again_forgets_answers_skips_and_words(investigator: Investigator):
    investigator.answer("life_at_risk=no", "asker=rocu")
    investigator.reader.describe("ransom")
    investigator.reader.skip("purpose")
    investigator.rest()
    investigator.find("Start again").click()
    investigator.rest()
    assert (len(investigator.reader.answers), investigator.reader.description) == (0, "")
    assert investigator.reader.skipped == frozenset()
    assert investigator.find("Your case in your own words", QLineEdit).text() == ""


def test_when_all_is_settled_nothing_is_asked(investigator: Investigator):
    facts = investigator.reader.session.catalogue.facts
    investigator.answer(*(f"{fact.name}=unknown" for fact in facts if not fact.derived))
    assert not investigator.asked
    assert investigator.sees("All is settled.")
    assert investigator.sees("Nothing else that you could answer changes")


def test_everything_has_a_name_for_a_screen_reader(investigator: Investigator):
    investigator.answer("life_at_risk=yes", "asker=rocu")
    assert [str(each) for each in tab_chain(investigator.window) if not name_of(each)] == []
    model = investigator.tree.groups
    spoken = model.data(model.index_of_group(Group.AVAILABLE_NOW), int(RowRole.ROW) - 1000)
    assert spoken is None
    assert isinstance(investigator.tree, QTreeView)


def test_search_is_one_key_away_and_its_field_comes_back(investigator: Investigator):
    investigator.press("Ctrl+K")
    assert investigator.reader.area is Area.SEARCH
    assert investigator.field.isVisible()
    investigator.type("ransom")
    assert investigator.row_ids[0] == "anti-kidnap-extortion"


def test_where_one_pane_has_room_the_list_is_one_button_away(investigator: Investigator):
    investigator.window.resize(1024, 640)
    theme.current().set_text_factor(1.5)
    investigator.rest()
    assert investigator.window.frame.is_one_pane
    assert investigator.case.isVisible()
    investigator.find("See where the capabilities stand").click()
    investigator.rest()
    assert investigator.tree.isVisible()
    assert not investigator.case.isVisible()
