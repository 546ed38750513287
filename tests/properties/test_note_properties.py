"""The note for a clearance is what a reader of that clearance would make, byte for byte."""

from __future__ import annotations

import datetime
import secrets
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from advisor.advice import WITHHELD_ANSWER, Answers
from advisor.catalogue.source import CatalogueSource
from advisor.clearance import Label
from advisor.notes import Note, OwnWords, Wanted, make_note, verify_note
from advisor.notes.tear_line import make_note_for
from advisor.printing import draw_pdf, finish
from advisor.session import Session
from tests.support.effort import tries
from tests.support.labelled import ABOVE, IDS, everything, open_at, reduce
from tests.support.pdf import pages_of, properties_of
from tests.support.random_catalogues import catalogues
from tests.support.sealed import LABELS

DAY = datetime.date(2026, 6, 3)
FACTS = ("fact_0=yes", "fact_1=no", "fact_2=unknown", "fact_3=yes")


def answers_of(session: Session) -> Answers:
    """Return answers to those of the questions that a session asks."""
    known = {fact.name for fact in session.catalogue.facts if not fact.is_derived}
    return session.parse_answers(text for text in FACTS if text.split("=")[0] in known)


def wanted_of(session: Session, entries: tuple[str, ...], *, whole: bool) -> Wanted:
    words = tuple(OwnWords(marking=str(label), text=f"Said {ABOVE[label]}.") for label in LABELS)
    return Wanted(entries, answers_of(session), DAY, whole=whole, author="Ann", words=words)


def seen(note: Note) -> tuple[object, ...]:
    return note.text, note.html, note.code, note.file_stem, note.recipe, note.document


def leaves_as(note: Note, folder: Path) -> dict[str, object]:
    """Return all that leaves with a note, by what it is, as it is found in its files."""
    folder = folder / secrets.token_hex(8)
    folder.mkdir()
    pdf = folder / f"{note.file_stem}.pdf"
    pdf.write_bytes(finish(draw_pdf(note.document, note.recipe.made_on)))
    pdf.with_suffix(".html").write_bytes(note.html.encode("utf-8"))
    pdf.with_suffix(".txt").write_bytes(note.text.encode("utf-8"))
    return {
        "names of files": sorted(path.name for path in folder.iterdir()),
        "text": pdf.with_suffix(".txt").read_bytes(),
        "HTML": pdf.with_suffix(".html").read_bytes(),
        "text of the PDF, by page": pages_of(pdf),
        "properties and attachments of the PDF": properties_of(pdf),
        "PDF": pdf.read_bytes(),
    }


def readable(session: Session) -> tuple[str, ...]:
    return tuple(one for one in IDS if one in session.catalogue)


@given(catalogues(), st.sampled_from(LABELS), st.sampled_from(LABELS), st.booleans())
@settings(max_examples=tries(10), deadline=None)
def test_note_for_a_clearance_is_the_same_whoever_makes_it(
    tmp_path_factory, source: CatalogueSource, clearance: Label, author: Label, whole: bool
):
    assume(author.dominates(clearance))
    theirs = open_at(reduce(source, clearance), clearance)
    entries = readable(theirs)
    assume(entries)
    above = open_at(source, author, tmp_path_factory.mktemp("site"))
    assume(above.clearance.dominates(clearance))
    made = make_note_for(above, wanted_of(above, entries, whole=whole), clearance)
    own = make_note(theirs, wanted_of(theirs, entries, whole=whole))
    assert seen(made) == seen(own)
    assert clearance.dominates(made.label)


@given(catalogues(), st.sampled_from(LABELS), st.booleans())
@settings(max_examples=tries(2), deadline=None, suppress_health_check=list(HealthCheck))
def test_note_is_as_made_for_everybody_who_has_its_marking_open(
    tmp_path_factory, source: CatalogueSource, clearance: Label, whole: bool
):
    session = open_at(source, clearance)
    entries = readable(session)
    assume(entries)
    note = make_note(session, wanted_of(session, entries, whole=whole))
    path: Path = tmp_path_factory.mktemp("note") / "note.html"
    path.write_bytes(note.html.encode("utf-8"))
    for label in LABELS:
        reader = open_at(source, label, path.parent)
        if reader.clearance.dominates(note.label):
            assert verify_note(reader, path).findings == ()


@given(catalogues(), st.sampled_from(LABELS))
@settings(max_examples=tries(5), deadline=None)
def test_what_one_would_rather_not_record_leaves_no_trace(source: CatalogueSource, clearance):
    session = open_at(source, clearance)
    entries = readable(session)
    assume(entries)
    withheld = Answers(
        {fact.name: WITHHELD_ANSWER for fact in session.catalogue.facts if not fact.is_derived}
    )
    made = make_note(session, Wanted(entries, withheld, DAY))
    assert seen(made) == seen(make_note(session, Wanted(entries, Answers(), DAY)))


@given(catalogues(), st.sampled_from(LABELS))
@settings(max_examples=tries(3), deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_leaves_is_the_same_to_the_last_byte(
    qapp, tmp_path_factory, source: CatalogueSource, clearance: Label
):
    assert qapp is not None
    folder = tmp_path_factory.mktemp("notes")
    theirs = open_at(reduce(source, clearance), clearance)
    entries = readable(theirs)
    assume(entries)
    above = open_at(source, LABELS[-1], folder)
    assume(above.clearance.dominates(clearance))
    made = make_note_for(above, wanted_of(above, entries, whole=True), clearance)
    own = make_note(theirs, wanted_of(theirs, entries, whole=True))
    one, other = leaves_as(made, folder), leaves_as(own, folder)
    for what, found in one.items():
        assert found == other[what], what


def test_comparison_would_see_a_difference():
    """The properties above would be worth nothing if a clearance added nothing to a note."""
    source = everything()
    for clearance in LABELS:
        session = open_at(source, clearance)
        text = make_note(session, wanted_of(session, readable(session), whole=True)).text
        for label in LABELS:
            assert (ABOVE[label] in text) is clearance.dominates(label)


def test_comparison_of_files_would_see_a_difference_in_each(qapp, tmp_path: Path):
    assert qapp is not None
    low, high = (
        leaves_as(make_note(session, wanted_of(session, (IDS[0],), whole=True)), tmp_path)
        for session in (open_at(everything(), label) for label in (LABELS[0], LABELS[-1]))
    )
    assert [what for what in low if low[what] == high[what]] == []
    for label in LABELS[1:]:
        assert ABOVE[label] in str(high["text of the PDF, by page"])
        assert ABOVE[label] not in str(low["text of the PDF, by page"])
