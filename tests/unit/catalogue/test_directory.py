from __future__ import annotations

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import Directory, Whereabouts
from advisor.catalogue.local import LocalContact
from advisor.clearance import Label
from advisor.errors import UsageError
from tests.support.builders import (
    make_catalogue,
    make_contact,
    make_entry,
    make_place,
    make_section,
)

ENTRIES = (
    make_place("south-east", "region", aliases=("SE",)),
    make_place("wales", "region"),
    make_place("surrey-police", "force", "south-east", title="Surrey Police", aliases=("Surrey",)),
    make_place("gwent-police", "force", "wales"),
    make_contact("emergency-999", "999", order=1),
    make_contact("nca-control-room", "0370 496 7622", order=8),
    make_contact("rocc-south-east", order=2, fills="rocc", region="south-east"),
    make_contact("rocu-south-east", "01", order=3, fills="rocu", region="south-east"),
    make_contact("rocc-wales", order=2, fills="rocc", region="wales"),
    make_contact("their-control-room", order=4, fills="force-control-room"),
)
SURREY = Whereabouts("south-east", "surrey-police")
SOUTH_EAST = Whereabouts("south-east")


def local(role: str, name: str, **changes: str) -> LocalContact:
    return LocalContact(role=role, name=name, telephone="01234 567890", **changes)


def directory(*contacts: LocalContact) -> Directory:
    return Directory(make_catalogue(*ENTRIES), contacts)


def ids(contacts) -> list[str]:
    return [contact.id for contact in contacts]


def test_named_contact_is_resolved():
    (contact,) = directory().resolve(["nca-control-room"], SURREY)
    assert contact.telephone == "0370 496 7622"
    assert contact.published
    assert not contact.local


def test_role_is_filled_for_the_readers_region_only():
    assert ids(directory().resolve(["role:rocc"], SOUTH_EAST)) == ["rocc-south-east"]
    assert ids(directory().resolve(["role:rocc"], Whereabouts("wales"))) == ["rocc-wales"]


def test_role_that_nobody_fills_is_shown_as_not_published():
    (contact,) = directory().resolve(["role:kidnap-lead"], SURREY)
    assert (contact.published, contact.channels, contact.awaits_place) == (False, (), False)
    assert contact.name == "Force kidnap lead"


def test_role_that_a_region_would_fill_says_to_choose_one():
    (contact,) = directory().resolve(["role:rocc"], Whereabouts())
    assert contact.awaits_place
    assert "Choose your region" in contact.role


def test_saying_that_a_region_would_fill_a_role_is_marked_as_the_least_of_those_who_do():
    secret, sensitive = Label.parse("SECRET"), Label.parse("OFFICIAL-SENSITIVE")
    contacts = [
        make_section(
            [make_contact(f"rocc-{number}", "01", fills="rocc", region="wales")], label=label
        )
        for number, label in enumerate([secret, sensitive])
    ]
    catalogue = Catalogue([make_section(), *contacts])
    (contact,) = Directory(catalogue).resolve(["role:rocc"], Whereabouts())
    assert (contact.awaits_place, contact.label) == (True, sensitive)


def test_nobody_is_named_twice():
    references = ["role:rocc", "nca-control-room", "rocc-south-east", "role:rocc"]
    assert ids(directory().resolve(references, SURREY)) == ["rocc-south-east", "nca-control-room"]


def test_sites_own_contact_comes_first_and_takes_the_place_of_what_is_not_published():
    own = local("rocc", "J. Smith", region="south-east")
    found = directory(own).resolve(["role:rocc"], SURREY)
    assert [(contact.name, contact.local) for contact in found] == [("J. Smith", True)]


def test_what_is_published_stays_beside_the_sites_own():
    found = directory(local("rocu", "Our desk")).resolve(["role:rocu"], SURREY)
    assert ids(found) == ["local:rocu///our desk", "rocu-south-east"]


def test_sites_own_contacts_go_from_the_nearest_to_the_widest():
    contacts = (
        local("kidnap-lead", "Everywhere"),
        local("kidnap-lead", "Region", region="south-east"),
        local("kidnap-lead", "Force", force="surrey-police"),
        local("kidnap-lead", "Other", force="gwent-police"),
        local("kidnap-lead", "Other region", region="wales"),
    )
    found = directory(*contacts).resolve(["role:kidnap-lead"], SURREY)
    assert [contact.name for contact in found] == ["Force", "Region", "Everywhere"]


def test_life_at_risk_goes_from_999_over_the_site_to_the_nca():
    own = local("kidnap-lead", "Kidnap desk")
    found = directory(own).life_at_risk(SURREY)
    assert [(contact.id, contact.published) for contact in found] == [
        ("emergency-999", True),
        ("their-control-room", False),
        ("local:kidnap-lead///kidnap desk", True),
        ("role:duty-rocc", False),
        ("nca-control-room", True),
    ]


def test_urgent_roles_that_the_site_has_not_supplied_are_missing():
    assert directory(local("kidnap-lead", "a")).missing_urgent() == (
        "Force control room",
        "Duty ROCC, out of hours",
    )
    assert len(directory().missing_urgent()) == 3


def test_contacts_of_a_region_are_in_order_with_the_sites_own():
    own = (local("duty-rocc", "Night desk"), local("rocc", "J. Smith"))
    found = directory(*own).for_whereabouts(SOUTH_EAST)
    assert [contact.name for contact in found] == [
        "Emergency 999",
        "J. Smith",
        "Rocu south east",
        "Nca control room",
        "Night desk",
    ]


@pytest.mark.parametrize("typed", ["south-east", "South East", " SE ", "SOUTH  EAST"])
def test_region_is_found_by_id_name_or_alias(typed: str):
    assert directory().find_region(typed) == SOUTH_EAST


@pytest.mark.parametrize("typed", ["surrey-police", "Surrey Police", "surrey"])
def test_force_is_found_with_its_region(typed: str):
    assert directory().find_force(typed) == SURREY


@pytest.mark.parametrize("typed", ["surey", "Surrey Polise", "surrey polce"])
def test_unknown_force_names_the_nearest(typed: str):
    with pytest.raises(UsageError, match="There is no force") as caught:
        directory().find_force(typed)
    assert caught.value.hint is not None
    assert caught.value.hint.startswith("Nearest names: surrey-police")


def test_unknown_region_that_resembles_none_lists_all():
    with pytest.raises(UsageError) as caught:
        directory().find_region("🚨" * 10_000)
    assert caught.value.hint == "Names: south-east, wales."
    assert len(caught.value.message) < 120


def test_local_contact_is_placed_by_name():
    placed, mistakes = directory().place(
        local("rocc", "a", region="South East", force="Surrey Police")
    )
    assert mistakes == []
    assert (placed.region, placed.force) == ("south-east", "surrey-police")


def test_local_contact_in_no_place_of_the_catalogue_is_a_mistake():
    contact, mistakes = directory().place(local("rocc", "a", region="Atlantis", force="Mars"))
    assert [field for field, _, _ in mistakes] == ["region", "force"]
    assert contact.region == "Atlantis"


def test_force_outside_the_region_given_with_it_is_a_mistake():
    _, mistakes = directory().place(local("rocc", "a", region="wales", force="surrey-police"))
    assert [field for field, _, _ in mistakes] == ["force"]


def test_places_are_told_from_other_entries():
    found = Directory(make_catalogue(*ENTRIES, make_entry("kidnap-unit")))
    assert found.is_place("south-east", "region")
    assert not found.is_place("south-east", "force")
    assert not found.is_place("kidnap-unit", "region")
    assert not found.is_place(None, "region")
    assert not found.is_place("nowhere", "region")
