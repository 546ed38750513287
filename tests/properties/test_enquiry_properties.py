"""What the desk makes for a clearance is what its reader would make, and leaks are found."""

from __future__ import annotations

import datetime
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.advice import Answers
from advisor.catalogue.source import CatalogueSource
from advisor.clearance import Label
from advisor.enquiries.enquiry import Enquiry, Unmet
from advisor.enquiries.figures import count
from advisor.enquiries.final_look import at_place, look
from advisor.enquiries.leak_check import LeakCheck
from advisor.notes import Note, Wanted, make_note
from advisor.notes.lowering import open_lower
from advisor.session import Session
from tests.support.effort import tries
from tests.support.enquiries import make_enquiry
from tests.support.labelled import ABOVE, IDS, everything, open_at, reduce
from tests.support.random_catalogues import catalogues
from tests.support.sealed import LABELS

DAY = datetime.date(2026, 6, 3)
FACTS = ("fact_0=yes", "fact_1=no", "fact_2=unknown", "fact_3=yes")


def facts_of(session: Session) -> tuple[str, ...]:
    known = {fact.name for fact in session.catalogue.facts if not fact.is_derived}
    return tuple(text for text in FACTS if text.split("=")[0] in known)


def take_down(session: Session, asker: Label, **changed: object) -> Enquiry:
    """Return an enquiry about everything that the ROCC has, with a paragraph at every label."""
    entries = [one for one in IDS if one in session.catalogue]
    words = tuple(
        (label, f"Said {ABOVE[label]}.") for label in LABELS if session.clearance.dominates(label)
    )
    return make_enquiry(
        session,
        *entries,
        asker=asker,
        words=words,
        facts=facts_of(session),
        author="Ann",
        **changed,
    )


def seen(note: Note) -> tuple[object, ...]:
    return note.text, note.html, note.code, note.file_stem, note.recipe, note.document


@given(catalogues(), st.sampled_from(LABELS), st.sampled_from(LABELS), st.booleans())
@settings(max_examples=tries(6), deadline=None)
def test_desk_makes_for_a_clearance_what_its_reader_would_make(
    tmp_path_factory, source: CatalogueSource, clearance: Label, rocc: Label, is_regional: bool
):
    assume(rocc.dominates(clearance))
    above = open_at(source, rocc, tmp_path_factory.mktemp("site"))
    assume(above.clearance.dominates(clearance))
    theirs = open_at(reduce(source, clearance), clearance)
    entries = tuple(one for one in IDS if one in theirs.catalogue)
    assume(entries)
    place = {"region": "south-east", "force": "surrey"} if is_regional else {}
    enquiry = take_down(above, clearance, **place)
    made = look(above, enquiry, DAY).theirs
    below = tuple(one for one in enquiry.words if theirs.clearance.dominates(one.label))
    facts = theirs.parse_answers(facts_of(theirs))
    wanted = Wanted(entries, facts, DAY, author="Ann", words=below)
    assert seen(made) == seen(make_note(at_place(theirs, enquiry), wanted))


@given(catalogues(), st.sampled_from(LABELS), st.sampled_from(LABELS))
@settings(max_examples=tries(6), deadline=None)
def test_nothing_is_reported_of_a_clean_note(
    tmp_path_factory, source: CatalogueSource, clearance: Label, rocc: Label
):
    assume(rocc.dominates(clearance))
    above = open_at(source, rocc, tmp_path_factory.mktemp("site"))
    assume(above.clearance.dominates(clearance))
    lower = open_at(source, clearance)
    entries = [one for one in IDS if one in lower.catalogue]
    assume(entries)
    own = lower.catalogue.head(entries[0]).summary
    enquiry = make_enquiry(
        above, *entries, asker=clearance, words=((clearance, own),), facts=facts_of(above)
    )
    assert look(above, enquiry, DAY).hits == ()


@given(catalogues(), st.sampled_from(LABELS), st.sampled_from(LABELS), st.data())
@settings(max_examples=tries(6), deadline=None)
def test_planted_name_word_or_link_is_always_found(
    tmp_path_factory,
    source: CatalogueSource,
    clearance: Label,
    rocc: Label,
    data: st.DataObject,
):
    assume(rocc.dominates(clearance))
    above = open_at(source, rocc, tmp_path_factory.mktemp("site"))
    assume(above.clearance.dominates(clearance))
    lower = open_at(source, clearance)
    assume(lower.clearance.dominates(clearance))  # or the paragraph does not go out at all
    entries = [one for one in IDS if one in lower.catalogue]
    assume(entries)
    check = LeakCheck.between(above, open_lower(above, clearance))
    planted = sorted(check.names | check.words | check.contacts)
    assume(planted)
    what = data.draw(st.sampled_from(planted))
    text = f"Ask about {what.upper()}, then ring."
    leaky = make_enquiry(above, *entries, asker=clearance, words=((clearance, text),))
    hits = look(above, leaky, DAY).hits
    assert what in {hit.text for hit in hits} | {w for hit in hits for w in hit.text.split()}
    assert {hit.place for hit in hits} == {"your paragraph 1"}
    assert what in {hit.text for hit in check.in_file_name(f"{what}.html")} | {
        part for hit in check.in_file_name(f"{what}.html") for part in hit.text.split()
    }


def test_what_is_left_out_is_named_to_the_rocc_alone(tmp_path: Path):
    source = everything()
    above = open_at(source, LABELS[-1], tmp_path)
    for clearance in LABELS:
        if not above.clearance.dominates(clearance):
            continue
        found = look(above, take_down(above, clearance), DAY)
        lower = open_at(source, clearance)
        assert all(not lower.clearance.dominates(one.label) for one in found.left_out)
        for label in LABELS:
            assert (ABOVE[label] in found.theirs.text) is lower.clearance.dominates(label)
        tactics = [one for one in found.left_out if one.what == "Tactic"]
        assert len(tactics) == sum(
            not lower.clearance.dominates(label) and above.clearance.dominates(label)
            for label in LABELS
        )


def test_facts_that_are_withheld_are_kept_nowhere():
    session = open_at(everything(), LABELS[0])
    enquiry = make_enquiry(session, IDS[0])
    assert enquiry.answers == {}
    assert Answers().to_json() == {}


@given(catalogues(), st.sampled_from(LABELS), st.sampled_from(LABELS))
@settings(max_examples=tries(15), deadline=None)
def test_figures_for_a_marking_are_as_if_nothing_above_were_there(
    source: CatalogueSource, marking: Label, rocc: Label
):
    assume(rocc.dominates(marking) and rocc != marking)
    above, theirs = open_at(source, rocc), open_at(reduce(source, marking), marking)
    top = above.clearance.label
    assume(above.clearance.dominates(marking) and top != marking)
    known = [one for one in IDS if one in theirs.catalogue]
    below = [make_enquiry(theirs, one, facts=facts_of(theirs)) for one in known]
    below.append(make_enquiry(theirs, *known, unmet=Unmet.NO_CAPACITY))
    hidden = [one for one in IDS if one in above.catalogue and one not in known]
    higher = [make_enquiry(above, *known[:1], one, unmet=Unmet.OTHER) for one in hidden]
    higher.append(make_enquiry(above, *known, asker=top))
    words = (("OFFICIAL", "Said."), (top, "Said too."))
    higher.append(make_enquiry(above, *known, words=words, facts=facts_of(above)))
    found, alone = count([*higher, *below], above, marking), count(below, theirs)
    assert (found.enquiries, found.rows, found.left_out) == (len(below), alone.rows, len(higher))
    for label in LABELS:
        assert marking.dominates(label) or ABOVE[label] not in found.to_csv().decode()
