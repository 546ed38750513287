"""How what is shown of people is marked: the names of labels are as what they mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from advisor.clearance import Classification, Label, by_height, highest
from advisor.people.register import Person

#: Names and vetting of people are never less than this.
PERSONAL = Label(Classification.OFFICIAL_SENSITIVE)


def marking_of_person(person: Person) -> Label:
    """Return how a row of the list is marked; it names what somebody holds."""
    return highest([PERSONAL, *person.labels])


def marking_of_all(site_labels: Collection[Label], people: Iterable[Person]) -> Label:
    """Return how a page is marked that may name every label and compartment of a site."""
    known = sorted(site_labels, key=by_height)
    names = {name for one in people for name in one.compartments}
    stray = names - {name for label in known for name in label.compartments}
    top = highest([PERSONAL, *known])
    return Label(top.classification, top.compartments | stray)
