"""The rules that ship, as they are authored."""

from pathlib import Path

import msgspec
import pytest
import yaml

from advisor.advice import Advisor, Answers, check_access, check_facts, known
from advisor.advice.completion import representative_values
from advisor.catalogue.access import Access, FactDefinition

CATALOGUE = Path(__file__).parents[3] / "resources" / "catalogue"


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


FACTS = msgspec.convert(
    [
        fact
        for path in (CATALOGUE / "facts.yaml", *sorted((CATALOGUE / "facts").glob("*.yaml")))
        for fact in read(path)
    ],
    tuple[FactDefinition, ...],
)
ACCESS = {
    path.stem: msgspec.convert(entry["access"], Access)
    for folder in ("capabilities", "procedures", "authorisations")
    for path in sorted((CATALOGUE / folder).glob("*.yaml"))
    if "access" in (entry := read(path))
}


def test_the_questions_have_no_findings():
    assert check_facts(FACTS, ACCESS.values()) == ()


@pytest.mark.parametrize("capability", ACCESS)
def test_the_rules_have_no_findings(capability):
    assert check_access(ACCESS[capability], FACTS) == ()


@pytest.mark.parametrize("capability", ACCESS)
def test_an_interview_ends_in_an_outcome_whatever_is_answered_first(capability):
    advisor = Advisor(FACTS, ACCESS)
    for choice in (0, -1):
        advice, answers = advisor.check(capability, Answers()), Answers()
        assert advice.exact
        while advice.questions:
            fact = advice.questions[0].fact
            value = list(representative_values(fact, ()))[choice]
            answers = answers.with_answer(fact.name, known(value))
            advice = advisor.check(capability, answers)
        assert advice.settled
        assert len(answers) <= 12
