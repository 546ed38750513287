"""The keys that sign what a site adds are those of whoever administers it, and of nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.additions.errors import NoSigningKeyError
from advisor.catalogue.catalogue import Catalogue
from advisor.people.granting import grant
from advisor.people.registering import PersonChange, change_person
from advisor.people.signing_key import NEXT_SIGNING_KEY, SIGNING_KEY, find_signing_key
from advisor.people.site_additions import make_signing_key
from advisor.people.site_key_replacing import begin_replacing_key, finish_replacing_key
from advisor.policy import Policy
from advisor.sealing.age import Identity
from tests.support.builders import make_entry, make_section
from tests.support.people import ANN, BEN, EVE, LABELS, Town

CATALOGUE = Catalogue([make_section([make_entry("unit-0")])])


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A site whose key is being replaced by its one administrator."""
    town = Town(tmp_path / "site")
    town.set_up()
    town.policy = Policy(local_keys=(make_signing_key(town.office()),))
    begin_replacing_key(town.office())
    return town


def administer(town: Town, identity: Identity, name: str, by: Identity = ANN) -> None:
    person = town.add(identity, name)
    grant(town.office(by), person.id, LABELS)
    change_person(town.office(by), person.id, PersonChange(is_administrator=True))


def keys(town: Town, identity: Identity) -> list[str | None]:
    """Return the public halves of the keys that somebody can sign with, this one's and the next."""
    found = (find_signing_key(town.folder, identity, f) for f in (SIGNING_KEY, NEXT_SIGNING_KEY))
    return [key.public if key else None for key in found]


def test_new_administrator_gets_the_key_and_the_one_that_is_to_take_its_place(town: Town):
    administer(town, BEN, "Ben Jones")
    assert keys(town, BEN) == keys(town, ANN)
    assert None not in keys(town, BEN)


def test_new_administrator_finishes_what_the_one_before_began(town: Town):
    began = begin_replacing_key(town.office())
    administer(town, BEN, "Ben Jones")
    change_person(town.office(BEN), "Ann Smith", PersonChange(is_administrator=False))
    assert begin_replacing_key(town.office(BEN)) == began
    town.policy = Policy(local_keys=(began.before, began.after))
    assert finish_replacing_key(town.office(BEN), CATALOGUE).public == began.after
    assert keys(town, BEN) == [began.after, None]


def test_who_administers_no_more_can_open_neither(town: Town):
    administer(town, BEN, "Ben Jones")
    change_person(town.office(BEN), "Ann Smith", PersonChange(is_administrator=False))
    assert keys(town, ANN) == [None, None]
    assert None not in keys(town, BEN)


def test_key_that_waits_for_others_is_not_written_over(town: Town):
    administer(town, BEN, "Ben Jones")
    waiting = (town.folder / NEXT_SIGNING_KEY).read_bytes()
    administer(town, EVE, "Eve Brown")
    (town.folder / NEXT_SIGNING_KEY).write_bytes(waiting)  # as an earlier version left it
    with pytest.raises(NoSigningKeyError):
        begin_replacing_key(town.office(EVE))
    assert (town.folder / NEXT_SIGNING_KEY).read_bytes() == waiting
