"""Making a note: for its reader, from what its reader may see.

Rules that this module keeps:
 * A note is made from the session of its reader, in a process of that clearance where its author
   has more open (``tear_line``). So it is the same, byte for byte, whoever makes it.
 * The author's name and own paragraphs that are above the reader are not there.
 * Every note ends with the same referral to the reader's own ROCC.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import msgspec

from advisor.advice import Answers, AnswerState, value_text
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.local import LocalContact
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.release import Release
from advisor.catalogue.trust import Trust
from advisor.catalogue.wording import say_date
from advisor.clearance import OFFICIAL, Label, highest
from advisor.errors import UsageError
from advisor.notes.advising import Asked, advice_sections
from advisor.notes.citing import Sources
from advisor.notes.document import Block, Chapter, Document, Pairs, Paragraph, Section, clean
from advisor.notes.html import to_html
from advisor.notes.lowering import recorded
from advisor.notes.marking import chapter_label, contacts_named
from advisor.notes.plain import to_text
from advisor.notes.reading import (
    law_sections,
    lead,
    part_sections,
    site_sections,
    source_sections,
    urgent_sections,
)
from advisor.notes.receipt import Receipt
from advisor.notes.recipe import MOST_ENTRIES, MOST_OF_NAME, MOST_OF_WORDS, Kept, OwnWords, Recipe
from advisor.session import Session

TITLE = "Advice note"
#: What is being done, for whoever waits.
MAKING: Final = "Making the note, entries"


@dataclass(frozen=True)
class Wanted:
    """What a note is to be about.

    Attributes:
        entries: Ids of the entries, in order.
        answers: What was answered.
        made_on: The day, in UTC.
        whole: Whether entries are given in full, rather than the advice on them.
        author: Who makes it; empty where they do not say.
        author_label: What a reader must hold to be told.
        words: Paragraphs of the author's own, each with its marking.
    """

    entries: tuple[str, ...]
    answers: Answers
    made_on: datetime.date
    whole: bool = False
    author: str = ""
    author_label: Label = OFFICIAL
    words: tuple[OwnWords, ...] = ()


@dataclass(frozen=True)
class Note:
    """A note.

    Attributes:
        recipe: What it is made of.
        document: What it says.
    """

    recipe: Recipe
    document: Document = field(repr=False)

    @property
    def label(self) -> Label:
        """Its marking."""
        return self.document.label

    @property
    def code(self) -> str:
        """The code of its receipt."""
        return self.document.code

    @property
    def file_stem(self) -> str:
        """A name for its file, which tells nothing of what it is about."""
        return f"advice-note-{self.code}"

    @cached_property
    def html(self) -> str:
        """It as an HTML page."""
        return to_html(self.document)

    @cached_property
    def text(self) -> str:
        """It as plain text."""
        return to_text(self.document)


def make_note(lower: Session, wanted: Wanted, progress: Progress = tell_nobody) -> Note:
    """Return a note.

    Args:
        lower: The session of the note's reader.
        wanted: What it is about.
        progress: Told how far it is.

    Raises:
        UsageError: Nothing is named, or more than a note takes.
        NoSuchEntryError: There is no such entry for its reader.
    """
    entries = verify_entries(lower, wanted)
    readable = tuple(one for one in wanted.words if lower.clearance.dominates(one.label))
    tells_author = lower.clearance.dominates(wanted.author_label)
    recipe = Recipe(
        release=lower.catalogue.release.release,
        published_on=lower.catalogue.release.published_on,
        marking=str(OFFICIAL),
        entries=entries,
        whole=wanted.whole,
        answers=recorded(lower, wanted.answers, entries).to_json(),
        region=lower.where.region,
        force=lower.where.force,
        local=_local_named(lower, entries),
        made_on=wanted.made_on,
        author=clean(wanted.author) if tells_author else "",
        words=readable,
    )
    author_label = wanted.author_label if tells_author and wanted.author else OFFICIAL
    return build_note(lower, recipe, least=author_label, progress=progress)


def verify_entries(session: Session, wanted: Wanted) -> tuple[str, ...]:
    """Return the entries of a note, each once.

    Raises:
        UsageError: Nothing is named, or more than a note takes.
        NoSuchEntryError: There is no such entry for this reader.
    """
    entries = tuple(dict.fromkeys(session.catalogue.head(one).id for one in wanted.entries))
    if not entries:
        raise UsageError("A note is about at least one entry.", hint="Name its id.")
    if len(entries) > MOST_ENTRIES:
        raise UsageError(f"A note is about {MOST_ENTRIES} entries at most.", hint="Make several.")
    if len(wanted.author) > MOST_OF_NAME:
        raise UsageError("The author's name is too long.", hint=f"Keep it to {MOST_OF_NAME}.")
    if any(len(one.text) > MOST_OF_WORDS for one in wanted.words):
        raise UsageError(
            "A paragraph is too long.", hint=f"Keep each to {MOST_OF_WORDS} characters."
        )
    return entries


def build_note(
    lower: Session,
    recipe: Recipe,
    *,
    least: Label = OFFICIAL,
    progress: Progress = tell_nobody,
) -> Note:
    """Return the note of a recipe, with its marking and its receipt.

    Args:
        lower: The session of the note's reader.
        recipe: What it is made of; its marking is found anew.
        least: What it is marked at least.
        progress: Told how far it is.

    Raises:
        NoSuchEntryError: This release has not got one of the entries.
        UsageError: This release does not take one of the answers.
    """
    answers = lower.parse_answers(f"{name}={text}" for name, text in recipe.answers.items())
    chapters = []
    for done, entry_id in enumerate(recipe.entries):
        progress(MAKING, done, len(recipe.entries))
        chapters.append(_chapter(lower, recipe, entry_id, answers))
    words = [one.label for one in recipe.words]
    places = [lower.directory.label_of_place(one) for one in (recipe.region, recipe.force) if one]
    label = highest([least, *(chapter.label for chapter in chapters), *words, *places])
    recipe = _as_made(recipe, label, lower.catalogue.release)
    language = lower.catalogue.release.language
    leading = (Pairs(tuple(_particulars(lower, recipe))), *_answers(lower.catalogue, answers))
    leading = (*leading, *_own_words(recipe, label))
    document = Document(TITLE, label, language, leading, tuple(chapters), _foot(lower))
    code = str(Receipt.of(recipe, to_html(document)))
    kept = Kept(code=code, recipe=recipe).to_json()
    return Note(recipe, msgspec.structs.replace(document, code=code, record=kept))


def has_its_receipt(note: Note) -> bool:
    """Say whether a note's marking, receipt and record are those of what it says."""
    bare = msgspec.structs.replace(note.document, code="", record="")
    code = str(Receipt.of(note.recipe, to_html(bare)))
    kept = Kept(code=code, recipe=note.recipe).to_json()
    marking = str(note.document.label)
    return (note.code, note.document.record, note.recipe.marking) == (code, kept, marking)


def _as_made(recipe: Recipe, label: Label, release: Release) -> Recipe:
    """Return a recipe with what it comes to on this release."""
    return msgspec.structs.replace(
        recipe, marking=str(label), release=release.release, published_on=release.published_on
    )


def _chapter(lower: Session, recipe: Recipe, entry_id: str, answers: Answers) -> Chapter:
    entry, day = lower.catalogue.entry(entry_id), recipe.made_on
    sections: list[Section] = [*urgent_sections(lower, entry, day), *site_sections(lower, entry)]
    if lower.can_check(entry_id) and not recipe.whole:
        asked = Asked.of(lower, entry_id, answers, day)
        sources = asked.sources
        sections += advice_sections(asked)
    else:
        sources = Sources(lower)
        sections += part_sections(lower, entry, sources, day)
    sections += [*law_sections(lower, entry), *source_sections(entry, sources, day)]
    label = chapter_label(lower, entry, sources)
    return Chapter(entry.head.title, label, tuple(sections), lead(entry))


def _particulars(lower: Session, recipe: Recipe) -> Iterator[tuple[str, str]]:
    yield "Made on", say_date(recipe.made_on)
    yield "Release", say_release(lower)
    if recipe.author:
        yield "Made by", recipe.author
    yield "For", f"A reader of {recipe.marking}{_say_place(lower)}"


def say_release(session: Session) -> str:
    """Return which release something was made from, and whatever is to be said of that."""
    release = session.catalogue.release
    draft = f", {session.trust.value}" if session.trust is Trust.DRAFT else ""
    rehearsal = ". For rehearsal only" if release.demonstration else ""
    return f"{release.release}, {say_date(release.published_on)}{draft}{rehearsal}"


def _say_place(lower: Session) -> str:
    named = (lower.where.region, lower.where.force)
    titles = [lower.catalogue.head(one).title for one in named if one]
    return f", {', '.join(titles)}" if titles else ""


def _answers(catalogue: Catalogue, answers: Answers) -> Iterator[Block]:
    """Yield what was answered, as the note rests on it."""
    rows = []
    for fact in catalogue.facts:
        answer = answers.get(fact.name)
        if answer is not None and answer.state is not AnswerState.WITHHELD:
            said = "not known" if answer.value is None else value_text(fact, answer.value)
            rows.append((fact.subject, said))
    if rows:
        yield Paragraph("The facts that it rests on:", is_strong=True)
        yield Pairs(tuple(rows))


def _own_words(recipe: Recipe, label: Label) -> Iterator[Block]:
    """Yield the author's own paragraphs, each with its marking where that is not the note's."""
    for one in recipe.words:
        mark = "" if one.label == label else f" ({one.marking})"
        yield Paragraph(f"{one.text}{mark}")


def _foot(lower: Session) -> tuple[Block, ...]:
    return (Paragraph(lower.referral, is_strong=True),)


def _local_named(lower: Session, entries: Iterable[str]) -> tuple[LocalContact, ...]:
    """Return those of the site's own contacts that a note names."""
    named = {
        contact.id
        for one in entries
        for contact in contacts_named(lower, lower.catalogue.entry(one))
        if contact.local
    }
    return tuple(one for one in lower.directory.local if local_id(one) in named)


def local_id(contact: LocalContact) -> str:
    """Return the id under which the directory shows a contact of the site's own."""
    return "local:" + "/".join(contact.key)
