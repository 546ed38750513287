"""What holds when a whole catalogue is asked about at once, whatever is answered."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.advice import Advisor, Answers, known
from tests.support.random_rules import (
    FACTS,
    SOME,
    VALUES,
    accesses,
    answers_so_far,
    changing,
    known_answers,
    outcomes,
)

catalogues = st.lists(accesses, min_size=1, max_size=4).map(
    lambda found: {f"capability-{place}": access for place, access in enumerate(found)}
)
scores = st.dictionaries(st.sampled_from(["capability-0", "capability-2"]), st.floats(0.1, 9))
skips = st.sets(st.sampled_from(sorted(VALUES)))


def is_settled(access, answers):
    return len(set(outcomes(access, answers).values())) == 1


@SOME
@given(catalogues, answers_so_far, scores, skips)
def test_a_survey_agrees_with_checking_one_capability_after_another(
    catalogue, answers, words, skipped
):
    advisor = Advisor(FACTS, catalogue)
    survey = advisor.survey(answers, words, skipped)
    assert sorted(placing.capability for placing in survey.placings) == sorted(catalogue)
    for placing in survey.placings:
        advice = advisor.check(placing.capability, answers)
        assert (placing.outcome, placing.certain) == (advice.outcome, advice.certain)
        assert placing.settled == advice.settled
        deciding = {question.fact.name for question in advice.questions if question.decides}
        assert placing.open_questions == len(deciding)
        assert placing.outline.so_far is advice.so_far
        assert placing.outline.route == (advice.route.title if advice.route else None)


@SOME
@given(catalogues, answers_so_far)
def test_what_a_question_settles_agrees_with_trying_every_answer(catalogue, answers):
    survey = Advisor(FACTS, catalogue).survey(answers)
    results = {name: outcomes(access, answers) for name, access in catalogue.items()}
    unsettled = {name for name, found in results.items() if len(set(found.values())) > 1}
    deciding = {name: changing(results[name]) - set(answers) for name in catalogue}
    assert {question.fact.name for question in survey.questions} == set().union(*deciding.values())
    for question in survey.questions:
        fact = question.fact.name
        needing = [name for name in catalogue if fact in deciding[name]]
        settled = [
            sum(
                is_settled(catalogue[name], answers.with_answer(fact, known(v))) for name in needing
            )
            for v in VALUES[fact]
        ]
        assert question.needed_by == tuple(needing)
        assert (question.settles, question.open) == (max(settled), len(unsettled))


@SOME
@given(catalogues, answers_so_far, st.randoms())
def test_the_order_in_which_answers_were_given_changes_nothing(catalogue, answers, random):
    items = list(answers.items())
    random.shuffle(items)
    assert Advisor(FACTS, catalogue).survey(answers) == Advisor(FACTS, catalogue).survey(
        Answers(dict(items))
    )


@SOME
@given(catalogues, st.lists(answers_so_far, max_size=4))
def test_what_was_surveyed_before_changes_nothing(catalogue, earlier):
    advisor = Advisor(FACTS, catalogue)
    for answers in earlier:
        advisor.survey(answers)
    for answers in earlier:
        assert advisor.survey(answers) == Advisor(FACTS, catalogue).survey(answers)


@SOME
@given(catalogues, answers_so_far, st.data())
def test_a_settled_capability_stays_where_it_is_as_more_is_answered(catalogue, answers, draw):
    advisor = Advisor(FACTS, catalogue)
    before = {p.capability: p for p in advisor.survey(answers).placings}
    for name, answer in known_answers.items():
        if answers.value_of(name) is None:
            answers = answers.with_answer(name, draw.draw(answer))
    for placing in advisor.survey(answers).placings:
        assert placing.settled
        if before[placing.capability].settled:
            assert placing.outcome is before[placing.capability].outcome


@SOME
@given(catalogues, answers_so_far, skips)
def test_skipping_questions_loses_none(catalogue, answers, skipped):
    advisor = Advisor(FACTS, catalogue)
    all_of_them, rest = advisor.survey(answers), advisor.survey(answers, skipped=skipped)
    assert set(all_of_them.questions) == set(rest.questions)
    assert all_of_them.placings == rest.placings
    left = [question for question in all_of_them.questions if question.fact.name not in skipped]
    assert rest.next_question == (left[0] if left else None)
