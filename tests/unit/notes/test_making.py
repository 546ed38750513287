"""What stands in a note, and in which order."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from advisor.advice import Answers
from advisor.catalogue.entry import Kind, SiteNote
from advisor.clearance import OFFICIAL
from advisor.notes import Note, Wanted, make_note
from advisor.notes.document import Block, Chapter, Pairs, Paragraph, Points, Table
from advisor.notes.tear_line import make_note_for
from advisor.notes.verifying import texts_of
from advisor.session import Session
from advisor.settings import Places
from tests.support.labelled import ABOVE, entry_of, everything, make_source, open_at
from tests.support.rules import make_access
from tests.support.sealed import LABELS

DAY = datetime.date(2026, 6, 3)
#: Elements that have no end.
_VOID = {"meta", "br"}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder = tmp_path_factory.mktemp("places")
    return Session.open(None, Places(folder / "site", folder / "home"))


@pytest.fixture(scope="module")
def note(session: Session) -> Note:
    able = [head.id for head in session.catalogue.heads if session.can_check(head.id)]
    return make_note(session, Wanted(tuple(able[:6]), session.parse_answers(["asker=rocu"]), DAY))


class Outline(HTMLParser):
    """The elements of a page, checked for what a screen reader goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def outline(note: Note) -> Outline:
    found = Outline()
    found.feed(note.html)
    found.close()
    assert found.open == []
    return found


def test_headings_go_in_steps_of_one_from_one_first(outline: Outline):
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    pairs = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in pairs)


def test_tables_have_captions_and_headings_with_their_scope(outline: Outline):
    tags = [tag for tag, _ in outline.elements]
    assert tags.count("table") == tags.count("caption") > 0
    heads = [attributes for tag, attributes in outline.elements if tag == "th"]
    assert {attributes["scope"] for attributes in heads} == {"col", "row"}


def test_nothing_acts_and_nothing_is_fetched(outline: Outline, note: Note):
    tags = {tag for tag, _ in outline.elements}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "a", "form", "object", "svg"})
    names = {name for _, attributes in outline.elements for name in attributes}
    assert names.isdisjoint({"src", "href", "srcset", "onload", "onclick"})
    assert "default-src 'none'" in note.html
    assert "url(" not in note.html
    assert "@import" not in note.html


def test_language_landmarks_and_names(outline: Outline, note: Note):
    by_tag = dict(outline.elements)
    assert by_tag["html"]["lang"] == note.document.language
    assert {"header", "main", "footer"} <= set(by_tag)
    named = {attributes.get("aria-labelledby") for tag, attributes in outline.elements}
    assert named - {None} == set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))
    assert "<title>OFFICIAL: Advice note</title>" in note.html


def test_page_reads_in_the_order_of_the_note(note: Note):
    """A screen reader goes through the text as it stands in the file, whatever it looks like."""
    document = note.document
    said = [text for text in texts_of(note.html) if text.strip()]
    assert said[0] == f"{document.label}: {document.title}"
    assert (said[1], said[-1]) == (str(document.label), str(document.label))
    assert said[2:-1] == [
        document.title,
        *_in_order(document.lead),
        *(text for chapter in document.chapters for text in _of_chapter(chapter)),
        *_in_order(document.foot),
        "Receipt:",
        document.code,
    ]


def _of_chapter(chapter: Chapter) -> Iterator[str]:
    yield chapter.heading
    yield from _in_order(chapter.lead)
    for section in chapter.sections:
        yield section.heading
        yield from _in_order(section.blocks)


def _in_order(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
            case Points():
                yield from block.lines
            case Pairs():
                yield from (text for row in block.rows for text in row)
            case Table():
                yield block.caption
                yield from block.columns
                yield from (cell for row in block.rows for cell in row if cell)


def test_every_chapter_ends_with_its_sources_and_the_note_with_the_referral(note: Note, session):
    for chapter in note.document.chapters:
        headings = [section.heading for section in chapter.sections]
        assert headings[-2:] == ["Sources", "How fresh this is"]
        assert headings.index("Can you have it?") < headings.index("Why")
    assert session.referral in note.text.splitlines()[-5:]


def test_numbers_of_sources_lead_to_a_row(note: Note):
    for chapter in note.document.chapters:
        sources = next(one for one in chapter.sections if one.heading == "Sources")
        numbers = [row[0] for row in sources.blocks[0].rows]
        assert numbers == [f"[{place}]" for place in range(1, len(numbers) + 1)]


def test_what_a_site_adds_comes_before_the_rest():
    added = SiteNote(id="n1", text="Ring Ann.", by="Ops lead", added_on=DAY)
    one = entry_of(
        "unit",
        Kind.CAPABILITY,
        ("access", OFFICIAL, make_access()),
        ("site_notes", OFFICIAL, (added,)),
    )
    session = open_at(make_source([one]), OFFICIAL)
    for whole in (False, True):
        note = make_note(session, Wanted(("unit",), Answers(), DAY, whole=whole))
        assert note.document.chapters[0].sections[0].heading == "Added by your site"
        assert note.text.count("Ring Ann.") == 1


def test_text_that_acts_does_not():
    marked = '<script>alert(1)</script>\u202e"&'
    one = entry_of(
        "unit", Kind.TERM, ("does", OFFICIAL, marked), ("limits", OFFICIAL, (marked, marked))
    )
    note = make_note(open_at(make_source([one]), OFFICIAL), Wanted(("unit",), Answers(), DAY))
    assert "<script" not in note.html
    assert "\u202e" not in note.html + note.text
    assert "&lt;script&gt;" in note.html


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_author_and_name_of_the_file_tell_nothing_above_the_reader(label, tmp_path: Path):
    session = open_at(everything(), LABELS[-1], tmp_path)
    wanted = Wanted(
        ("kidnap-unit",),
        Answers(),
        DAY,
        author=f"Ann {ABOVE[LABELS[-1]]}",
        author_label=LABELS[-1],
    )
    note = make_note_for(session, wanted, label)
    assert ("Ann" in note.text) is (label == LABELS[-1])
    assert note.label == label
    assert note.file_stem == f"advice-note-{note.code}"
