"""Facts and access rules with plain defaults."""

from __future__ import annotations

from advisor.advice import Advisor, parse_answers
from advisor.catalogue.access import (
    Access,
    Choice,
    FactDefinition,
    Prerequisite,
    Requirement,
    Route,
    Step,
)


def make_fact(name="covert", type="yes-no", choices=(), **fields):
    defaults = {
        "subject": name.capitalize(),
        "text": f"What about {name}?",
        "why": f"{name} matters.",
        "choices": tuple(Choice(value=value, text=f"The {value}") for value in choices),
        "sources": (f"{name}-source",),
    }
    return FactDefinition(name=name, type=type, **{**defaults, **fields})


#: One or two of each type.
FACTS = (
    make_fact("covert"),
    make_fact("joint"),
    make_fact("level", "choice", ("serious", "other", "none")),
    make_fact("hours", "number", unit="hours"),
    make_fact("since", "date"),
    make_fact("held"),
    make_fact("life_at_risk"),
)
BY_NAME = {fact.name: fact for fact in FACTS}


def make_requirement(when, id="requirement", **fields):
    defaults = {"text": f"{id} holds.", "otherwise": f"{id} fails.", "sources": ("law",)}
    return Requirement(id=id, when=when, **{**defaults, **fields})


def make_prerequisite(id="authority", **fields):
    defaults = {"text": f"Get {id}", "who": "Superintendent", "sources": ("law",)}
    return Prerequisite(id=id, **{**defaults, **fields})


def make_step(text="Ask", **fields):
    return Step(text=text, **{"sources": ("seed",), **fields})


def make_route(*requirements, id="route", prerequisites=(), steps=None, **fields):
    defaults = {"title": f"By {id}", "contacts": ("role:rocc",)}
    return Route(
        id=id,
        requirements=requirements,
        prerequisites=tuple(prerequisites),
        steps=(make_step(),) if steps is None else tuple(steps),
        **{**defaults, **fields},
    )


def make_access(*routes, requirements=(), note=None):
    return Access(requirements=tuple(requirements), routes=routes or (make_route(),), note=note)


def advise(access, *answers, facts=FACTS, **options):
    """Return the advice on a capability with these rules, for answers as typed."""
    advisor = Advisor(facts, {"surveillance": access}, **options)
    return advisor.check("surveillance", parse_answers(facts, answers))
