import datetime
import json

import msgspec
import pytest

from advisor.advice.fact import (
    UNKNOWN_ANSWER,
    WITHHELD_ANSWER,
    Answer,
    Answers,
    AnswerState,
    find_fact,
    known,
    parse_answer,
    parse_answers,
    takes,
    typed_values,
    verify_answers,
)
from advisor.errors import UsageError
from tests.support.rules import BY_NAME, FACTS

DAY = datetime.date(2026, 6, 3)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("covert", "yes", True),
        ("covert", "NO", False),
        ("covert", "true", True),
        ("covert", " false ", False),
        ("level", "serious", "serious"),
        ("level", "Serious", "serious"),
        ("hours", "0", 0),
        ("hours", "24", 24),
        ("hours", "10,000", 10_000),
        ("since", "2026-06-03", DAY),
    ],
)
def test_an_answer_is_read_as_typed(name, text, value):
    assert parse_answer(BY_NAME[name], text) == known(value)


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize(
    ("text", "answer"), [("unknown", UNKNOWN_ANSWER), ("Withheld", WITHHELD_ANSWER)]
)
def test_every_question_takes_unknown_and_withheld(name, text, answer):
    assert parse_answer(BY_NAME[name], text) == answer


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("covert", "maybe", "It takes yes or no, or unknown or withheld."),
        ("covert", "ye", "Nearest: yes."),
        ("covert", "1", "yes or no"),
        ("level", "seriuos", "Nearest: serious."),
        ("level", "", "one of serious, other, none"),
        ("level", "unknwon", "Nearest: unknown"),
        ("hours", "-1", "a whole number"),
        ("hours", "1.5", "a whole number"),
        ("hours", "1,00", "a whole number"),
        ("hours", "٣", "a whole number"),
        ("since", "3 June 2026", "a date such as"),
        ("since", "20260603", "a date such as"),
        ("since", "2026-06-31", "a date such as"),
    ],
)
def test_a_wrong_value_is_refused_with_what_it_takes(name, text, hint):
    with pytest.raises(UsageError, match=f"is not an answer to “{name}”") as caught:
        parse_answer(BY_NAME[name], text)
    assert hint in caught.value.hint


def test_what_is_quoted_back_is_cut():
    with pytest.raises(UsageError) as caught:
        parse_answer(BY_NAME["covert"], "x" * 5000)
    assert len(caught.value.message) < 200


def test_what_is_quoted_back_cannot_act_on_a_terminal():
    with pytest.raises(UsageError) as caught:
        parse_answers(FACTS, ["\x1b[2J\n=yes"])
    assert caught.value.message.isprintable()


def test_an_unknown_fact_is_refused_with_the_nearest_names():
    with pytest.raises(UsageError, match="no fact “levle”") as caught:
        find_fact(FACTS, "levle")
    assert caught.value.hint == "Nearest: level."


def test_an_unknown_fact_like_no_other_points_to_the_list():
    with pytest.raises(UsageError) as caught:
        find_fact(FACTS, "zzz")
    assert "advisor questions" in caught.value.hint


def test_answers_are_read_in_the_order_given():
    answers = parse_answers(FACTS, ["level=serious", " covert =yes", "hours=unknown"])
    assert list(answers) == ["level", "covert", "hours"]
    assert answers["covert"] == known(True)


def test_the_same_answer_twice_is_one_answer():
    assert len(parse_answers(FACTS, ["covert=yes", "covert=true"])) == 1


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["covert"], "“covert” is not an answer"),
        (["colour=red"], "no fact “colour”"),
        (["covert=red"], "“red” is not an answer to “covert”"),
        (["covert=yes", "covert=no"], "“covert” is answered twice"),
    ],
)
def test_answers_that_cannot_be_read_are_refused(texts, message):
    with pytest.raises(UsageError, match=message):
        parse_answers(FACTS, texts)


def test_a_change_makes_new_answers_and_loses_nothing_else():
    first = parse_answers(FACTS, ["covert=yes", "level=serious"])
    changed = first.with_answer("covert", UNKNOWN_ANSWER)
    assert list(changed) == ["covert", "level"]
    assert changed["covert"] == UNKNOWN_ANSWER
    assert first["covert"] == known(True)
    assert changed.without("covert") == parse_answers(FACTS, ["level=serious"])
    assert changed.without("hours") == changed


def test_answers_with_the_same_content_are_equal_in_any_order():
    one = parse_answers(FACTS, ["covert=yes", "level=serious"])
    other = parse_answers(FACTS, ["level=serious", "covert=yes"])
    assert one == other
    assert hash(one) == hash(other)


def test_only_what_is_known_has_a_value():
    answers = parse_answers(FACTS, ["covert=no", "level=unknown", "hours=withheld"])
    assert answers.value_of("covert") is False
    assert [answers.value_of(name) for name in ("level", "hours", "since")] == [None] * 3


def test_what_is_withheld_shows_as_withheld_and_no_more():
    assert str(WITHHELD_ANSWER) == repr(WITHHELD_ANSWER) == "withheld"
    assert repr(Answers({"level": WITHHELD_ANSWER})) == "Answers({'level': withheld})"


def test_what_is_withheld_is_never_written():
    answers = parse_answers(FACTS, ["covert=yes", "level=withheld", "since=2026-06-03"])
    assert answers.to_json() == {"covert": "yes", "since": "2026-06-03"}
    assert "level" not in json.dumps(answers.to_json())


@pytest.mark.parametrize("value", [WITHHELD_ANSWER, Answers({"level": WITHHELD_ANSWER})])
def test_no_encoder_writes_answers_by_accident(value):
    with pytest.raises(TypeError):
        json.dumps(value)
    with pytest.raises(TypeError):
        msgspec.json.encode(value)


def test_what_is_written_can_be_read_back():
    answers = parse_answers(
        FACTS, ["covert=no", "level=other", "hours=3", "since=2026-06-03", "joint=unknown"]
    )
    texts = [f"{name}={text}" for name, text in answers.to_json().items()]
    assert parse_answers(FACTS, texts) == answers


@pytest.mark.parametrize(
    ("state", "value"),
    [(AnswerState.KNOWN, None), (AnswerState.UNKNOWN, True), (AnswerState.WITHHELD, "serious")],
)
def test_a_value_goes_with_a_known_answer_only(state, value):
    with pytest.raises(ValueError, match="a value goes with a known answer"):
        Answer(state, value)


def test_yes_is_not_the_number_one():
    assert known(True) != known(1)
    assert known(True) != True  # noqa: E712 - an answer is not its value


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("covert", True, True),
        ("covert", 1, False),
        ("level", "serious", True),
        ("level", "grave", False),
        ("level", True, False),
        ("hours", 3, True),
        ("hours", True, False),
        ("hours", -1, False),
        ("hours", 1.5, False),
        ("since", DAY, True),
        ("since", datetime.datetime(2026, 6, 3, tzinfo=datetime.UTC), False),
        ("since", "2026-06-03", False),
    ],
)
def test_a_fact_takes_values_of_its_type(name, value, expected):
    assert takes(BY_NAME[name], value) is expected


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"colour": known("red")}, "no fact “colour”"),
        ({"colour": WITHHELD_ANSWER}, "no fact “colour”"),
        ({"level": known("grave")}, "“grave” is not an answer to “level”"),
        ({"covert": known("yes")}, "is not an answer to “covert”"),
    ],
)
def test_answers_that_no_question_could_have_given_are_refused(answers, message):
    with pytest.raises(UsageError, match=message):
        verify_answers(BY_NAME, Answers(answers))


def test_typed_values_are_what_a_question_offers():
    assert typed_values(BY_NAME["covert"]) == ("yes", "no")
    assert typed_values(BY_NAME["level"]) == ("serious", "other", "none")
    assert typed_values(BY_NAME["hours"]) == ()
