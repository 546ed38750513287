"""What a region can start with on day one: every field of every capability, every table."""

from __future__ import annotations

from functools import cache

import pytest

from advisor import resources
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.glossary import Glossary
from advisor.catalogue.store import read_file, read_official

#: What the brief asks of each capability; an urgent way in stands where one is published.
ASKED = (
    *("does", "achieves", "when", "when_not", "example", "held_by", "who", "access", "lead_time"),
    *("ready", "limits", "law", "contacts", "related", "alternatives", "unconfirmed"),
)
PROCEDURES = {
    *("refer-a-case", "task-upwards", "ask-the-rocc", "transfer-of-safeguarding-risk"),
    *("deconfliction", "circulate-roles-documents", "request-flow"),
}
#: Who does what is published for firearms alone.
GRIDS = {
    *("grid-child-sexual-exploitation", "grid-drugs", "grid-fraud", "grid-met-primacy"),
    "grid-modern-slavery",
}
TERMS = {
    *("threat-definition", "special-need", "control-strategy", "morile", "apmis"),
    *("organised-crime-group-mapping", "police-vetting", "national-security-vetting"),
    *("security-classifications",),
}


@cache
def catalogue() -> Catalogue:
    path = resources.bundled_catalogue()
    return Catalogue([read_official(read_file(path), path.name)])


@pytest.mark.parametrize("part", ASKED)
def test_every_capability_has_every_part(part: str):
    heads = catalogue().of_kind(Kind.CAPABILITY)
    assert [head.id for head in heads if not catalogue().entry(head.id).find(part)] == []
    assert len(heads) == len({head.title for head in heads})


def test_every_capability_has_words_and_says_how_to_get_it_now():
    for head in catalogue().of_kind(Kind.CAPABILITY):
        assert head.words, head.id
        assert head.owner, head.id
        access = catalogue().entry(head.id).find("access")
        assert access.routes, head.id


def test_procedures_and_terms_of_the_brief_are_there():
    assert {head.id for head in catalogue().of_kind(Kind.PROCEDURE)} >= PROCEDURES
    assert {head.id for head in catalogue().of_kind(Kind.TERM)} >= TERMS
    assert len(catalogue().of_kind(Kind.AUTHORISATION)) == 25


def test_one_grid_is_whole_and_the_others_say_that_they_are_not_published():
    heads = {head.id for head in catalogue().of_kind(Kind.RESPONSIBILITY)}
    assert heads == {*GRIDS, "grid-firearms"}
    for name in heads:
        rows = catalogue().entry(name).find("grid")
        assert [row.tier for row in rows] == ["nca", "rocu", "force"], name
        is_told = name == "grid-firearms"  # what forces do is not published there either
        assert [row.published for row in rows] == [is_told, is_told, False], name


def test_every_meeting_says_its_purpose_and_what_of_it_is_not_published():
    for head in catalogue().of_kind(Kind.FORUM):
        entry = catalogue().entry(head.id)
        meeting = entry.find("meeting")
        assert meeting.purpose, head.id
        assert (meeting.chair and meeting.frequency) or entry.find("unconfirmed"), head.id


def test_tables_of_vetting_and_classification_have_rows():
    for name in ("police-vetting", "national-security-vetting", "security-classifications"):
        assert catalogue().entry(name).find("rows"), name


def test_units_that_changed_their_names_are_found_by_the_old_ones():
    found = Glossary(catalogue()).find("UKHTC")
    assert [meaning.head.id for meaning in found[0].meanings] == ["mshtu"]


def test_every_text_has_a_language():
    assert catalogue().release.language == "en"
