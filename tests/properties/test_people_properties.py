"""Nobody is granted more than their granter holds, and the files of people tell nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.clearance import Classification, Label
from advisor.errors import AdvisorError
from advisor.people.granting import grant
from advisor.people.registering import PersonChange, change_person
from advisor.people.revoking import revoke
from advisor.sealing.age import Identity
from tests.support.effort import tries
from tests.support.people import ANN, BEN, EVE, LABELS, Town, asked, details
from tests.support.sealing import somebody

PEOPLE = {"Ann Smith": ANN, "Ben Jones": BEN, "Eve Stone": EVE, "Jo Lee": somebody(24)}
VETTINGS = ("RV", "SC", "DV")


deeds = st.tuples(
    st.sampled_from(["grant", "revoke"]),
    st.sampled_from([ANN, BEN]),
    st.sampled_from(list(PEOPLE)),
    st.sampled_from(LABELS),
)


@settings(max_examples=tries(5), deadline=None)
@given(
    vettings=st.lists(st.sampled_from(VETTINGS), min_size=3, max_size=3),
    briefed=st.lists(st.sets(st.sampled_from(["ALDER", "BIRCH"])), min_size=3, max_size=3),
    done=st.lists(deeds, max_size=8),
)
def test_grants_never_exceed_the_granter_the_vetting_or_the_briefing(
    tmp_path_factory: pytest.TempPathFactory,
    vettings: list[str],
    briefed: list[set[str]],
    done: list[tuple[str, Identity, str, Label]],
):
    town = Town(tmp_path_factory.mktemp("town") / "site")
    town.set_up()
    for place, (name, identity) in enumerate(list(PEOPLE.items())[1:]):
        compartments = tuple(briefed[place])
        town.add(identity, name, vetting=vettings[place], compartments=compartments)
    change_person(town.office(), "Ben Jones", PersonChange(is_administrator=True))
    for deed, granter, name, label in done:
        keys = {other: town.keys(identity) for other, identity in PEOPLE.items()}
        may_use = town.keys(granter)
        try:
            if deed == "grant":
                grant(town.office(granter), name, [label])
            else:
                revoke(town.office(granter), name, [label])
        except AdvisorError:
            assert {other: town.keys(one) for other, one in PEOPLE.items()} == keys
            continue
        after = town.keys(granter)
        for other, identity in PEOPLE.items():
            new = town.keys(identity) - keys[other]
            assert new <= after  # what anybody got, whoever gave it has
            assert {label for label, _ in new} <= {label for label, _ in may_use}
        _verify_nobody_is_beyond(town)


def _verify_nobody_is_beyond(town: Town) -> None:
    for person in town.register().people:
        reach = town.policy.reach(person.vetting) or Classification.OFFICIAL
        most = Label(reach, frozenset(person.compartments))
        held = town.labels(PEOPLE[person.name])
        assert all(most.dominates(label) for label in held)
        assert held == set(person.labels) == {label for label, _ in town.keys(PEOPLE[person.name])}


names = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=40)
compartments = st.from_regex(r"[A-Z][A-Z0-9]{1,23}", fullmatch=True)


@settings(max_examples=tries(5), deadline=None)
@given(
    who=st.lists(names, min_size=2, max_size=2, unique=True),
    unit=names,
    briefed=st.lists(compartments, min_size=2, max_size=2, unique=True),
    level=st.sampled_from(["SECRET", "TOP SECRET"]),
)
def test_who_can_open_nothing_learns_numbers_and_steps_alone(
    tmp_path_factory: pytest.TempPathFactory,
    who: list[str],
    unit: str,
    briefed: list[str],
    level: str,
):
    """Whatever names, units and labels there are, the folder looks the same from outside."""
    labels = [Label.parse(f"{level}/{one}") for one in briefed]
    one, other = (Town(tmp_path_factory.mktemp("town") / "site") for _ in range(2))
    seen = _play(one, who, unit, briefed, labels)
    plain = [Label.parse("SECRET/ALDER"), Label.parse("SECRET/BIRCH")]
    assert seen == _play(other, ["Ann Smith", "Ben Jones"], "", ["ALDER", "BIRCH"], plain)


def _play(
    town: Town, who: list[str], unit: str, briefed: list[str], labels: list[Label]
) -> list[tuple[str, int]]:
    about = {"vetting": "DV", "compartments": tuple(briefed), "unit": unit}
    town.set_up(**vars(asked(labels=labels, administrator=details(who[0], **about))))
    person = town.add(BEN, who[1], **about)
    grant(town.office(), person.id, labels)
    revoke(town.office(), person.id, labels[:1])
    for content in town.whole().values():
        for secret in (*(one for one in who if len(one) > 3), *map(str, labels), person.token):
            assert secret.encode() not in content
    return town.seen()


@pytest.mark.parametrize("people", [1, 2])
def test_number_of_people_and_grants_shows_and_nothing_of_whose_they_are(
    tmp_path: Path, people: int
):
    """The other side of the property: what docs/formats/people.md says that others see."""
    town = Town(tmp_path / "site")
    town.set_up(labels=LABELS[:2])
    for name, identity in list(PEOPLE.items())[1 : 1 + people]:
        town.add(identity, name)
    kinds = [name for name, _ in town.seen()]
    assert kinds.count("standing/#.age") == 1 + people
    assert kinds.count("grants/#.age") == 2
