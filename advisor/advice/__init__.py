"""From facts to outcomes, with reasons."""

from advisor.advice.checking import (
    AccessInspector,
    Finding,
    Inspected,
    check_access,
    check_facts,
)
from advisor.advice.errors import ConditionError
from advisor.advice.fact import (
    UNKNOWN_ANSWER,
    WITHHELD_ANSWER,
    Answer,
    Answers,
    AnswerState,
    Value,
    find_fact,
    known,
    parse_answer,
    parse_answers,
)
from advisor.advice.outcome import (
    Advice,
    OpenFact,
    Outcome,
    PrerequisiteAdvice,
    PrerequisiteStatus,
    Question,
    Reason,
    RouteAdvice,
    StepAdvice,
    by_who_could_tell,
    fact_to_json,
    to_json,
)
from advisor.advice.planning import Advisor
from advisor.advice.survey import URGENT_FACTS, Group, NextQuestion, Outline, Placing, Survey
from advisor.advice.ternary import Ternary
from advisor.advice.trying import try_case
from advisor.advice.wording import value_text

__all__ = [
    "UNKNOWN_ANSWER",
    "URGENT_FACTS",
    "WITHHELD_ANSWER",
    "AccessInspector",
    "Advice",
    "Advisor",
    "Answer",
    "AnswerState",
    "Answers",
    "ConditionError",
    "Finding",
    "Group",
    "Inspected",
    "NextQuestion",
    "OpenFact",
    "Outcome",
    "Outline",
    "Placing",
    "PrerequisiteAdvice",
    "PrerequisiteStatus",
    "Question",
    "Reason",
    "RouteAdvice",
    "StepAdvice",
    "Survey",
    "Ternary",
    "Value",
    "by_who_could_tell",
    "check_access",
    "check_facts",
    "fact_to_json",
    "find_fact",
    "known",
    "parse_answer",
    "parse_answers",
    "to_json",
    "try_case",
    "value_text",
]
