"""What the advisor concluded, on the screen: reasons, plans, what would change a no."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from advisor.advice import Advice, Outcome, Reason
from advisor.advice.ternary import Ternary
from advisor.catalogue.wording import say_date
from advisor.ui import theme
from advisor.ui.advice.check_page import CheckPage
from advisor.ui.advice.conclusions import never_lines
from advisor.ui.advice.plan_steps import OtherWay, todo_of
from advisor.ui.advice.question_view import QuestionView
from advisor.ui.entry.source_page import SourcePage
from advisor.ui.location import Location, Page
from advisor.ui.widgets.label import WrapLabel
from advisor.ui.widgets.reasons_tree import ReasonsTree
from advisor.ui.widgets.step_row import StepRow
from tests.support.rules import advise, make_access, make_requirement, make_route
from tests.support.window import Person, visible

NO = ("asker=force", "purpose=serious-crime", "material_use=evidence")
AFTER = (
    "asker=force",
    "counterfeit_kind=notes-or-coins",
    "examination_wanted=yes",
    "nco1_completed=no",
)


def conclude(person: Person, entry_id: str, *texts: str) -> Advice:
    """Check something with some answers, knowing nothing of what else is asked."""
    person.reader.answer(person.reader.session.parse_answers(texts))
    person.workspace.open_entry(entry_id)
    person.press("Ctrl+Return")
    for _ in range(20):
        if not visible(person.pane, QuestionView):
            break
        person.press("Alt+U")
    page = person.pane.page
    assert isinstance(page, CheckPage)
    assert not visible(page, QuestionView)
    return page.advice


def subject_of(person: Person, fact: str) -> str:
    return next(one.subject for one in person.reader.session.catalogue.facts if one.name == fact)


def asked(person: Person) -> str:
    """Return the name of the fact that is asked for."""
    text = person.text(visible(person.pane, QuestionView)[0])
    return next(one.name for one in person.reader.session.catalogue.facts if one.text in text)


def links(person: Person) -> dict[str, WrapLabel]:
    """Return every label on the page that leads somewhere, by where it leads."""
    shown = visible(person.pane, WrapLabel)
    return {link.target: label for label in shown for link in label._links}


def follow(person: Person, target: str) -> None:
    """Tab to a link and press Enter."""
    label = links(person)[target]
    place = [link.target for link in label._links].index(target)
    label.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(*["Tab"] * place, "Return")


def tree_of(person: Person) -> ReasonsTree:
    return visible(person.pane, ReasonsTree)[0]


def lines_of(tree: ReasonsTree) -> list[QModelIndex]:
    return list(tree._lines())


def go_to(person: Person, words: str) -> ReasonsTree:
    """Put the keyboard on the first line of the reasons that holds some words."""
    tree = tree_of(person)
    tree.setFocus(Qt.FocusReason.TabFocusReason)
    tree.setCurrentIndex(next(line for line in lines_of(tree) if words in line.data()))
    return tree


def choose_from_menu(person: Person, tree: ReasonsTree, words: str) -> None:
    (menu,) = [each for each in tree.findChildren(QMenu) if each.isVisible()]
    names = [action.text() for action in menu.actions()]
    for _ in range(next(n for n, name in enumerate(names) if name.startswith(words))):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    person.rest()


# ── what it rests on ─────────────────────────────────────────────────────────


def test_an_outcome_names_the_answers_that_settle_it_and_each_can_be_changed(person: Person):
    advice = conclude(person, "lawful-interception", *NO)
    assert advice.because == ("material_use",)
    assert "Because you answered What the material is for: As evidence in court." in person.page
    follow(person, "fact:material_use")
    assert asked(person) == "material_use"


def test_changing_an_answer_from_the_outcome_keeps_the_others(person: Person):
    conclude(person, "lawful-interception", *NO)
    before = dict(person.reader.answers.items())
    follow(person, "fact:material_use")
    person.press("Up", "Return")
    after = dict(person.reader.answers.items())
    assert {name for name in before if before[name] != after.get(name)} <= {"material_use"}


def test_each_reason_says_what_was_answered(person: Person):
    conclude(person, "lawful-interception", *NO)
    said = [line.data() for line in lines_of(tree_of(person))]
    assert "Who is asking: A police force" in said
    assert any("(you answered: As evidence in court)" in text for text in said)


def test_enter_on_an_answer_in_the_reasons_leads_to_its_question(person: Person):
    conclude(person, "lawful-interception", *NO)
    tree = go_to(person, "Who is asking")
    person.press("Return")
    if not visible(person.pane, QuestionView):  # it has a source as well
        choose_from_menu(person, tree, "Change your answer")
    assert asked(person) == "asker"


def test_a_reason_leads_to_its_source_and_back_to_the_same_outcome(person: Person):
    advice = conclude(person, "lawful-interception", *NO)
    reason = next(one for one in advice.reasons if one.deciding)
    tree = go_to(person, reason.text)
    person.press("Return")
    source = person.reader.session.catalogue.sources[reason.sources[0]]
    if len(reason.sources) > 1:
        choose_from_menu(person, tree, f"Source: {source.title}")
    assert isinstance(person.pane.page, SourcePage)
    assert source.title in person.page
    person.press("Alt+Left")
    assert "Because you answered" in person.page


def test_a_press_on_what_stands_at_the_right_opens_the_source(person: Person):
    advice = conclude(person, "counterfeit-currency", *AFTER)
    reason = next(one for one in advice.reasons if len(one.sources) == 1 and one.children)
    tree = tree_of(person)
    line = next(each for each in lines_of(tree) if each.data() == reason.text)
    place = tree.visualRect(line)
    at_right = QPoint(place.right() - 3, place.center().y())
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at_right)
    person.rest()
    assert person.reader.location == Location(Page.SOURCE, reason.sources[0])


def test_a_press_on_a_reason_itself_goes_nowhere(person: Person):
    conclude(person, "counterfeit-currency", *AFTER)
    tree, before = tree_of(person), person.reader.location
    place = tree.visualRect(lines_of(tree)[0])
    at_left = QPoint(place.left() + 30, place.center().y())
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at_left)
    assert person.reader.location == before


def test_a_reason_tells_a_screen_reader_what_enter_does(person: Person):
    conclude(person, "lawful-interception", *NO)
    heard = [line.data(Qt.ItemDataRole.AccessibleTextRole) for line in lines_of(tree_of(person))]
    assert any("Enter: Change your answer: Who is asking" in text for text in heard)


def test_something_to_obtain_is_true_with_a_step(person: Person):
    advice = conclude(person, "counterfeit-currency", *AFTER)
    waiting = [one for one in advice.reasons if one.obtained and one.truth is Ternary.TRUE]
    assert waiting
    heard = [line.data(Qt.ItemDataRole.AccessibleTextRole) for line in lines_of(tree_of(person))]
    for reason in waiting:
        assert any(text.startswith(f"{reason.text}. true, with a step") for text in heard)


def test_a_fact_that_is_worked_out_says_so(person: Person):
    def worked_out(reasons: tuple[Reason, ...]) -> list[Reason]:
        below = [one for reason in reasons for one in worked_out(reason.children)]
        return [*(one for one in reasons if one.worked_out), *below]

    session = person.reader.session
    found = (
        head
        for head in session.advisor.capabilities
        if worked_out(session.check(head, session.parse_answers([])).reasons)
    )
    advice = conclude(person, next(found))
    reason = worked_out(advice.reasons)[0]
    heard = [line.data(Qt.ItemDataRole.AccessibleTextRole) for line in lines_of(tree_of(person))]
    assert any(text.startswith(reason.text) and "Worked out" in text for text in heard)


def test_long_reasons_wrap_and_none_is_cut(person: Person):
    theme.current().set_text_factor(1.5)
    person.window.resize(1024, 640)
    person.rest()
    conclude(person, "surveillance-support", "asker=rocu")
    tree = tree_of(person)
    heights = {tree.visualRect(line).height() for line in lines_of(tree)}
    assert len(heights) > 1
    assert tree.height() == sum(tree.visualRect(line).height() for line in lines_of(tree))
    assert tree.verticalScrollBar().maximum() == 0


# ── the plan ─────────────────────────────────────────────────────────────────


def test_an_authority_to_obtain_says_how_long_it_lasts_the_urgent_way_and_its_entry(
    person: Person,
):
    advice = conclude(person, "surveillance-support", "asker=rocu")
    item = next(one for one in advice.prerequisites if one.entry == "directed-surveillance")
    authority = person.reader.session.authority_of(item)
    assert item.who in person.page
    assert f"How long it lasts: {authority.duration}" in person.page
    assert f"Urgent way: {authority.urgent}" in person.page
    follow(person, "directed-surveillance")
    assert person.reader.location == Location(Page.ENTRY, "directed-surveillance")


def test_a_step_leads_to_its_source(person: Person):
    advice = conclude(person, "counterfeit-currency", *AFTER)
    step = todo_of(advice.route)[0]
    row = next(each for each in visible(person.pane, StepRow) if each.step.title == step.text)
    person.click(f"Source: {row.step.source}", within=row)
    assert person.reader.location == Location(Page.SOURCE, step.sources[0])


def test_other_ways_say_whether_they_are_open_and_show_their_steps(person: Person):
    advice = conclude(person, "surveillance-support", "asker=rocu")
    (other,) = [way for way in advice.routes if way.id != advice.route.id]
    assert f"Or: {other.title}" in person.page
    shown = visible(person.pane, OtherWay)[0]
    step = todo_of(other)[-1].text
    first = next(item.text for item in other.prerequisites if item.to_do)
    assert f"To obtain first: {first[0].lower()}{first[1:]}" in person.text(shown)
    assert step not in person.text(shown)
    person.click(f"Show steps: {other.title}")
    assert step in person.text(shown)
    person.click(f"Hide steps: {other.title}")
    assert step not in person.text(shown)


def test_another_way_that_is_closed_says_why(person: Person):
    conclude(person, "counterfeit-currency", *AFTER)
    said = person.text(visible(person.pane, OtherWay)[0])
    assert "Not for this case. You have not found a place where money is made." in said
    assert "Show steps" not in said


# ── a no ─────────────────────────────────────────────────────────────────────


def test_a_no_says_what_would_change_it(person: Person):
    advice = conclude(person, "lawful-interception", *NO)
    assert advice.outcome is Outcome.NOT_AVAILABLE
    assert "What would change it" in person.page
    assert "What the material is for: were it “As intelligence”" in person.page
    assert "yes, after steps" in person.page


def test_what_another_answer_would_change_is_not_said_to_be_unchangeable(person: Person):
    advice = conclude(person, "nccu", "asker=government-or-international")
    assert [one.fact for one in advice.would_change] == ["asker"]
    assert "Who is asking: were it “A regional organised crime unit (ROCU)”" in person.page
    assert "Nothing that you could obtain would change this" not in person.page


COVERT = {"fact": "covert", "is": True}
JOINT = {"fact": "joint", "is": True}


def test_what_neither_an_answer_nor_a_step_changes_is_said_apart():
    covert = make_requirement(COVERT, id="covert", change="Work in secret.")
    joint = make_requirement(JOINT, id="joint")
    advice = advise(make_access(requirements=[covert, joint]), "covert=no", "joint=no")
    assert advice.would_change == ()
    assert [line.text for line in never_lines(advice)] == ["joint fails."]


def test_a_reason_of_one_way_says_of_which():
    routes = [make_route(make_requirement(COVERT, id=name), id=name) for name in ("one", "two")]
    barred = make_requirement(JOINT, id="joint", change="Work together.")
    advice = advise(make_access(*routes, requirements=[barred]), "covert=no", "joint=no")
    said = [line.text for line in never_lines(advice)]
    assert said == ["one fails. (Way: By one.)", "two fails. (Way: By two.)"]


def test_alternatives_say_how_they_stand_for_the_same_answers_the_best_first(person: Person):
    advice = conclude(person, "lawful-interception", *NO)
    catalogue = person.reader.session.catalogue
    said = person.page
    places = [said.index(f"{catalogue.head(name).title}: ") for name in advice.alternatives]
    assert places == sorted(places)
    assert f"{catalogue.head(advice.alternatives[0]).title}: yes, after steps" in said
    follow(person, advice.alternatives[0])
    assert person.reader.location == Location(Page.ENTRY, advice.alternatives[0])


def test_what_is_not_known_can_be_answered_from_the_outcome(person: Person):
    advice = conclude(person, "lawful-interception")
    assert advice.outcome is Outcome.UNDECIDED
    fact = advice.unknown_facts[0].fact
    follow(person, f"fact:{fact.name}")
    assert asked(person) == fact.name


# ── sources ──────────────────────────────────────────────────────────────────


def test_an_entry_leads_to_its_sources_and_a_source_to_what_rests_on_it(person: Person):
    person.workspace.open_entry("lawful-interception")
    catalogue = person.reader.session.catalogue
    citation = catalogue.entry("lawful-interception").citations[0]
    follow(person, citation.source)
    assert isinstance(person.pane.page, SourcePage)
    source, said = catalogue.sources[citation.source], person.page
    assert source.title in said
    assert source.publisher in said
    assert f"checked {say_date(citation.checked_on)}" in said
    follow(person, "lawful-interception")
    assert person.reader.location == Location(Page.ENTRY, "lawful-interception")


def test_every_source_has_a_page(person: Person):
    catalogue = person.reader.session.catalogue
    for key, source in catalogue.sources.items():
        person.reader.open(Location(Page.SOURCE, key))
        page = person.page
        assert source.title in page
        for head, _, _ in catalogue.citing(key):
            assert head.title in page


@pytest.mark.parametrize("leave", ["a source", "an entry"])
def test_back_leads_to_where_the_outcome_was_read(person: Person, leave: str):
    advice = conclude(person, "surveillance-support", "asker=rocu")
    scroll = person.pane.page._scroll
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum() // 2)
    before = scroll.place
    assert before > 0
    if leave == "a source":
        person.pane._open_source(advice.reasons[0].sources[0])
    else:
        person.reader.open_entry("directed-surveillance")
    person.rest()
    person.press("Alt+Left")
    person.until(lambda: person.pane.page._scroll.place == before)


def test_words_are_found_among_the_reasons_too(person: Person):
    advice = conclude(person, "surveillance-support", "asker=rocu")
    words = "surveillance inside a home or private vehicle"
    assert any(words in reason.text for reason in advice.reasons)
    person.press("Ctrl+F")
    person.type(words)
    assert person.sees("1 of ", within=person.pane)
    tree = tree_of(person)
    found = [line for line in lines_of(tree) if words in line.data()]
    scroll = person.pane.page._scroll
    middle = tree.mapTo(scroll.viewport(), tree.visualRect(found[0]).center())
    assert scroll.viewport().rect().contains(middle)
    person.press("Esc")
    assert tree.highlight([]) == 0


def test_words_in_steps_that_are_folded_are_not_counted(person: Person):
    advice = conclude(person, "surveillance-support", "asker=rocu")
    (other,) = [way for way in advice.routes if way.id != advice.route.id]
    shown = [step.text for step in (*todo_of(advice.route), *advice.reasons)]
    words = next(
        step.text
        for step in other.steps
        if not any(step.text in text or text in step.text for text in shown)
    )
    person.click(f"Show steps: {other.title}")
    person.click(f"Hide steps: {other.title}")
    person.press("Ctrl+F")
    person.type(words)
    assert person.sees("Not found", within=person.pane)


def test_names_in_a_list_keep_their_capitals(person: Person):
    session = person.reader.session
    names = {fact.name: fact.subject for fact in session.catalogue.facts if "UK" in fact.subject}
    name, head = next(
        (name, head)
        for name in names
        for head in session.advisor.capabilities
        if name in session.advisor.facts_of(head)
    )
    advice = conclude(person, head)
    assert name in {item.fact.name for item in advice.unknown_facts}
    assert person.page.count(names[name]) >= 2
    assert names[name].lower() not in person.page
