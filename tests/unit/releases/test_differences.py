"""What differs between two catalogues: field by field, labels first."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Citation, Entry, Kind, LawLink, Row
from advisor.catalogue.entry_source import AuthoredEntry
from advisor.catalogue.release import Synonyms, Threat
from advisor.clearance import OFFICIAL, Label
from advisor.releases.differences import Differences, find_differences
from advisor.releases.partition import part_sections
from tests.support.builders import CHECKED, make_citation, make_entry
from tests.support.labelled import RELEASE, entry_of, make_source
from tests.support.rules import FACTS, make_access, make_requirement, make_route, make_step

SECRET, ALDER, BIRCH = map(Label.parse, ("SECRET", "SECRET/ALDER", "SECRET/BIRCH"))
ID = "kidnap-unit"


def catalogue(*entries: AuthoredEntry | Entry, threats=(), facts=(), groups=()) -> Catalogue:
    authored = [one if isinstance(one, AuthoredEntry) else placed(one) for one in entries]
    source = make_source(authored, threats, facts, groups)
    return Catalogue(part_sections(source, RELEASE, is_searched=False))


def placed(entry: Entry) -> AuthoredEntry:
    paths = tuple(portion.part for portion in entry.portions)
    return AuthoredEntry(entry, None, paths, (entry.label,) * len(entry.citations))


def unit(**parts) -> AuthoredEntry:
    return placed(make_entry(ID, parts=parts))


def labelled(*portions, label: Label = OFFICIAL) -> AuthoredEntry:
    return entry_of(ID, Kind.CAPABILITY, *portions, label=label)


def fields(found: Differences) -> list[tuple[str, str | None, str | None]]:
    return [(one.path, one.before, one.after) for item in found.changed for one in item.fields]


def between(before: AuthoredEntry, after: AuthoredEntry) -> Differences:
    return find_differences(catalogue(before), catalogue(after))


def test_a_catalogue_does_not_differ_from_itself():
    one = catalogue(unit(does="It advises.", access=make_access()))
    found = find_differences(one, catalogue(unit(does="It advises.", access=make_access())))
    assert (bool(found), found.unchanged) == (False, 1)


def test_entries_are_added_removed_and_unchanged():
    first, second, third = (make_entry(name) for name in ("a", "b", "c"))
    found = find_differences(catalogue(first, second), catalogue(second, third))
    told = [[item.id for item in items] for items in (found.added, found.removed)]
    assert (told, found.unchanged) == ([["c"], ["a"]], 1)


def test_a_field_is_told_in_words_before_and_after():
    was = make_entry(ID, aliases=("AKEU",))
    now = make_entry(ID, title="Another", aliases=("AKEU", "kidnap unit"), owner="NCA",
                     checked_on=datetime.date(2026, 12, 1), sure="low")  # fmt: skip
    assert fields(between(placed(was), placed(now))) == [
        ("title", "Kidnap unit", "Another"),
        ("aliases[1]", None, "kidnap unit"),
        ("owner", None, "NCA"),
        ("sure", "high", "low"),
        ("checked_on", "23 November 2026", "1 December 2026"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (("a", "b", "c"), ("a", "x", "b", "c"), [("limits[1]", None, "x")]),
        (("a", "b", "c"), ("a", "c"), [("limits[1]", "b", None)]),
        (("a", "b"), ("a", "B"), [("limits[1]", "b", "B")]),
        (("a", "a"), ("a",), [("limits[1]", "a", None)]),
    ],
)
def test_a_line_put_in_between_is_no_change_to_those_behind_it(before, after, told):
    assert fields(between(unit(limits=before), unit(limits=after))) == told


def test_items_with_a_name_are_matched_by_it_and_their_order_is_told():
    rows = Row(name="a", text="one"), Row(name="b", text="two")
    moved = Row(name="b", text="two"), Row(name="a", text="three")
    assert fields(between(unit(rows=rows), unit(rows=moved))) == [
        ("rows[a].text", "one", "three"),
        ("rows", "a; b", "b; a"),
    ]


def test_a_rule_is_told_by_its_ids_with_its_condition_in_words():
    def rules(value: bool, who: str | None):
        route = make_route(id="direct", steps=(make_step(who=who),))
        need = make_requirement({"fact": "covert", "is": value}, id="need")
        return make_access(route, requirements=(need,))

    facts = [(fact, OFFICIAL) for fact in FACTS]
    found = find_differences(
        catalogue(unit(access=rules(True, None)), facts=facts),
        catalogue(unit(access=rules(False, "ROCC")), facts=facts),
    )
    assert fields(found) == [
        ("access.requirements[need].when", "Covert: Yes", "Covert: No"),
        ("access.routes[direct].steps[0].who", None, "ROCC"),
    ]
    named = [one.name for item in found.changed for one in item.fields]
    assert named == [
        "How to get it: requirement “need”: when",
        "How to get it: route “direct”: step 1: who",
    ]


def test_a_part_that_comes_or_goes_is_one_field():
    link = LawLink(text="RIPA 2000.", entry="warrant")
    assert fields(between(unit(), unit(law=(link,)))) == [
        ("law", None, "text: RIPA 2000. authority: warrant")
    ]


def test_citations_are_matched_by_their_source():
    def cited(*citations: Citation) -> AuthoredEntry:
        return placed(dataclasses.replace(make_entry(ID), citations=citations))

    low = Citation(source="seed", supports="all of it", confidence="low", checked_on=CHECKED)
    assert fields(between(cited(make_citation()), cited(low))) == [
        ("sources[seed].confidence", "high", "low")
    ]


def test_lists_are_compared_with_their_labels():
    before = catalogue(
        threats=[(Threat(key="kidnap", title="Kidnap"), OFFICIAL)],
        facts=[(FACTS[0], SECRET)],
        groups=[(Synonyms(says=("taken",), means=("kidnap",)), OFFICIAL)],
    )
    after = catalogue(
        threats=[(Threat(key="kidnap", title="Kidnapping"), OFFICIAL)],
        facts=[(FACTS[0], OFFICIAL)],
    )
    found = find_differences(before, after)
    assert fields(found) == [("title", "Kidnap", "Kidnapping")]
    assert [(one.kind, one.id) for one in found.removed] == [("synonyms", "taken")]
    (label,) = found.labels
    assert (label.item.kind, label.item.id, label.is_lowered) == ("question", "covert", True)


# ── labels ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after", "is_lowered"),
    [
        (SECRET, OFFICIAL, True),
        (OFFICIAL, SECRET, False),
        (ALDER, SECRET, True),
        (SECRET, ALDER, False),
        (ALDER, BIRCH, True),  # those of BIRCH may read it now
    ],
    ids=str,
)
def test_a_label_is_lowered_where_somebody_may_read_it_now(before, after, is_lowered):
    found = between(labelled(("does", before, "x")), labelled(("does", after, "x")))
    (label,) = found.labels
    told = (label.path, label.before, label.after, label.is_lowered)
    assert told == ("does", before, after, is_lowered)
    assert found.marking == before.join(after)
    assert not found.changed


def test_lowered_labels_come_first():
    was = labelled(("does", OFFICIAL, "x"), ("limits", SECRET, ("y",)))
    now = labelled(("does", SECRET, "x"), ("limits", OFFICIAL, ("y",)))
    assert [one.is_lowered for one in between(was, now).labels] == [True, False]


def test_an_entry_raised_with_its_portions_is_told_once():
    was = labelled(("does", OFFICIAL, "x"), ("who", OFFICIAL, "y"))
    now = labelled(("does", SECRET, "x"), ("who", SECRET, "y"), label=SECRET)
    (label,) = between(was, now).labels
    assert (label.path, label.name) == ("", "the entry itself")


@pytest.mark.parametrize("kept", [(), ("a secret",)])
def test_a_line_that_is_moved_or_copied_lower_is_a_lowered_label(kept: tuple[str, ...]):
    was = labelled(("limits", OFFICIAL, ("plain",)), ("limits", SECRET, ("a secret", "other")))
    now = labelled(
        ("limits", OFFICIAL, ("plain", "a secret")), ("limits", SECRET, (*kept, "other"))
    )
    (label,) = between(was, now).labels
    assert (label.path, label.before, label.after) == ("limits", SECRET, OFFICIAL)
    assert label.is_lowered


def test_a_rule_that_is_moved_lower_is_a_lowered_label():
    need = make_requirement({"fact": "covert", "is": True}, id="need")
    facts = [(fact, OFFICIAL) for fact in FACTS]
    was = labelled(
        ("access", OFFICIAL, make_access()), ("access", SECRET, make_access(requirements=(need,)))
    )
    now = labelled(
        ("access", OFFICIAL, make_access(requirements=(need,))), ("access", SECRET, make_access())
    )
    found = find_differences(catalogue(was, facts=facts), catalogue(now, facts=facts))
    assert any(one.is_lowered and one.path == "access" for one in found.labels)


def test_what_is_raised_out_of_sight_is_removed():
    was = labelled(("does", OFFICIAL, "x"))
    now = labelled(("does", SECRET, "x"))
    sections = part_sections(make_source([now]), RELEASE, is_searched=False)
    found = find_differences(catalogue(was), Catalogue(sections[:1]))
    assert (fields(found), found.labels) == ([("does", "x", None)], ())


def test_progress_is_told_and_can_stop_it():
    told = []

    def stop(what: str, done: int, of: int) -> None:
        told.append((what, done, of))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_differences(catalogue(unit()), catalogue(unit()), stop)
    assert told == [("Comparing entries", 0, 1)]
