from __future__ import annotations

import msgspec

from advisor.advice import Outcome
from advisor.catalogue.access import Access
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.section import Section
from advisor.catalogue.source import read_sources
from advisor.catalogue.trust import Trust
from advisor.clearance import OFFICIAL, Label
from advisor.releases.partition import part_sections
from advisor.session import Session
from advisor.settings import Places
from tests.support.builders import SourceFolder, access_fields, capability_fields

SECRET = Label.parse("SECRET")
FACT = {"type": "yes-no", "subject": "s", "text": "t", "why": "w"}


def sections(tmp_path) -> tuple[Section, ...]:
    folder = SourceFolder(tmp_path)
    facts = [{"name": "serious", **FACT}, {"name": "hidden", "label": "SECRET", **FACT}]
    folder.write("facts.yaml", facts)
    rules = access_fields()
    rules["requirements"][0] |= {"id": "more", "when": {"fact": "hidden", "is": True}}
    rules["routes"][0] |= {"id": "other", "title": "Ask somebody else"}
    portions = [
        {"label": "SECRET", "part": "limits", "value": ["A quokka, a quokka and a kidnap."]},
        {"label": "SECRET", "part": "access", "value": rules},
        {"label": "SECRET", "part": "contacts", "value": ["nca", "role:rocu"]},
    ]
    folder.write("capabilities/kidnap-unit.yaml", capability_fields(portions=portions))
    source = read_sources(folder.path)
    return part_sections(source, source.release)


def session(parts: tuple[Section, ...], tmp_path) -> Session:
    return Session(Catalogue(parts), Trust.SITE, Places(tmp_path, tmp_path))


def test_entry_with_portions_in_two_sections_is_one_result_with_the_best_of_both(tmp_path):
    parts = sections(tmp_path)
    low, high = session(parts[:1], tmp_path), session(parts, tmp_path)
    assert len(high.index) == len(low.index)
    assert low.search("quokka ").found == ()
    (found,) = high.search("quokka ").found
    assert (found.head.id, found.marking) == ("kidnap-unit", SECRET)
    assert high.snippet(found.result) == "A quokka, a quokka and a kidnap."
    both = high.search("kidnap quokka ").found[0].result.score
    assert both > low.search("kidnap quokka ").found[0].result.score


def test_rules_of_both_sections_hold_together(tmp_path):
    parts = sections(tmp_path)
    low, high = session(parts[:1], tmp_path), session(parts, tmp_path)
    answers = ["serious=yes"]
    assert low.check("kidnap-unit", low.parse_answers(answers)).outcome is Outcome.AVAILABLE
    assert high.check("kidnap-unit", high.parse_answers(answers)).outcome is Outcome.UNDECIDED
    access = high.catalogue.entry("kidnap-unit").find("access")
    assert isinstance(access, Access)
    assert [route.id for route in access.routes] == ["rocc", "other"]


def test_contacts_of_both_sections_are_listed_once(tmp_path):
    high = session(sections(tmp_path), tmp_path)
    assert high.catalogue.entry("kidnap-unit").find("contacts") == ("role:rocc", "nca", "role:rocu")


def test_section_is_read_back_as_it_was_sealed(tmp_path):
    _, secret = sections(tmp_path)
    assert Section.from_bytes(secret.to_bytes()) == secret
    assert (secret.label, secret.below) == (SECRET, (OFFICIAL,))
    assert msgspec.msgpack.decode(secret.to_bytes())["label"] == "SECRET"
