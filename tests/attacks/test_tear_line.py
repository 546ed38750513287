"""A note for a lower clearance: what the process that makes it is told, holds and leaves."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from advisor.clearance import OFFICIAL, Label
from advisor.errors import CancelledError
from advisor.notes import Note, OwnWords, Wanted, make_note
from advisor.notes.errors import NoteError
from advisor.notes.lower_process import ARGUMENT, Made
from advisor.notes.tear_line import (
    CatalogueChangedError,
    NoLowerNoteError,
    make_note_for,
    request_for,
)
from advisor.other_process import command_of
from advisor.session import Session
from tests.support.canaries import (
    CANARIES,
    canaries_above,
    canaries_in,
    canaries_within,
    canary_sections,
    readable_in,
)
from tests.support.processes import arguments, descendants, environment, is_running, memory
from tests.support.sealed import LABELS, Site

DAY = datetime.date(2026, 6, 3)
TOP = LABELS[-1]
LOW = LABELS[1]
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "one")
    site.publish(canary_sections())
    return site


def opened(site: Site, label: Label) -> Session:
    granted = {one: (key,) for one, key in site.keys.items() if label.dominates(one)}
    return Session.open_as(site.file, site.places, granted)


def wanted_of(session: Session, label: Label = LOW) -> Wanted:
    """Return what somebody wants who says everything they know, about what a reader has."""
    facts = [f"{fact.name}=yes" for fact in session.catalogue.facts if not fact.is_derived]
    words = tuple(
        OwnWords(marking=str(one), text=f"Said {CANARIES[one]}. " + "And so on. " * 500)
        for one in LABELS
        if session.clearance.dominates(one)
    )
    return Wanted(
        tuple(CANARIES[one] for one in LABELS if label.dominates(one)),
        session.parse_answers(facts),
        DAY,
        author=f"Ann {CANARIES[TOP]}",
        author_label=TOP,
        words=words,
    )


# ── what it is told and holds ────────────────────────────────────────────────


@pytest.mark.parametrize("label", LABELS[:-1], ids=str)
def test_it_is_told_nothing_above_the_clearance(site: Site, label: Label):
    session = opened(site, TOP)
    request = request_for(session, wanted_of(session, label), label)
    told = msgspec.msgpack.encode(request)
    assert canaries_in(told) == canaries_within(label)
    keys = {one: key.reveal().encode() for one, key in site.keys.items()}
    assert {one for one, key in keys.items() if key in told} == {
        one for one in keys if label.dominates(one)
    }
    assert "AGE-SECRET-KEY" not in repr(request)


@on_linux
def test_its_memory_holds_nothing_above_the_clearance(site: Site):
    import fcntl  # noqa: PLC0415 - not on Windows

    session = opened(site, TOP)
    message = msgspec.msgpack.encode(request_for(session, wanted_of(session), LOW))
    with subprocess.Popen(  # noqa: S603 - our own program
        command_of(ARGUMENT), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        fcntl.fcntl(child.stdout.fileno(), fcntl.F_SETPIPE_SZ, 4096)
        child.stdin.write(message)
        child.stdin.close()
        first = os.read(child.stdout.fileno(), 1)  # it has made the note, and waits to tell it
        found: set[str] = set()
        try:
            for piece in memory(child.pid):
                found |= canaries_in(piece)
        except PermissionError:
            pytest.skip("whoever runs the tests may not read the memory of this process")
        finally:
            rest = child.stdout.read()
    assert len(rest) > 4096
    made = msgspec.msgpack.decode(first + rest, type=Made)
    assert CANARIES[LOW] in made.document.record
    assert found == canaries_within(LOW)


@on_linux
def test_nothing_stands_in_its_arguments_or_environment_and_it_writes_no_file(site: Site):
    session = opened(site, TOP)
    before = files_of(site.file.parent)
    told = b""

    def look(*_: object) -> None:
        nonlocal told
        for pid in descendants(os.getpid()):
            if ARGUMENT in arguments(pid):
                told += "\0".join([*arguments(pid), *environment(pid).values()]).encode()

    make_note_for(session, wanted_of(session), LOW, look)
    assert ARGUMENT.encode() in told
    assert canaries_in(told) == set()
    assert b"AGE-SECRET-KEY" not in told
    assert files_of(site.file.parent) == before
    assert readable_in(site.file.parent, CANARIES.values()) == canaries_within(OFFICIAL)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_makes_what_the_reader_of_that_clearance_makes(site: Site):
    session = opened(site, TOP)
    for label in LABELS[:-1]:
        theirs = opened(site, label)
        own = make_note(theirs, wanted_of(theirs, label))
        made = make_note_for(session, wanted_of(session, label), label)
        assert (made.html, made.recipe, made.document) == (own.html, own.recipe, own.document)
        assert {word for word in CANARIES.values() if word in made.html} == canaries_within(label)


def test_no_process_is_started_for_a_reader_of_all_that_is_open(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    session = opened(site, TOP)
    monkeypatch.setattr("advisor.notes.tear_line.command_of", lambda _: ["/no/such/program"])
    assert make_note_for(session, wanted_of(session), TOP).label == TOP
    with pytest.raises(NoLowerNoteError):
        make_note_for(session, wanted_of(session), LOW)


# ── where it does not do what it should ──────────────────────────────────────


def instead(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let another program run in its place."""
    command = [sys.executable, "-c", f"import os, sys; {code}"]
    monkeypatch.setattr("advisor.notes.tear_line.command_of", lambda _: command)


@pytest.mark.parametrize(
    "code",
    [
        "os.abort()",
        "sys.exit(1)",
        "sys.stdin.buffer.read()",
        "os.write(1, b'garbled')",
        "os.write(1, b'\\x81\\xa4type\\xa4Made')",
        "os.write(1, b'\\x91' * 100_000)",
    ],
)
def test_where_it_dies_or_babbles_there_is_no_note_and_one_sentence(
    site: Site, monkeypatch: pytest.MonkeyPatch, code: str
):
    session = opened(site, TOP)
    instead(monkeypatch, code)
    with pytest.raises(NoLowerNoteError) as caught:
        make_note_for(session, wanted_of(session), LOW)
    assert "Nothing was written" in str(caught.value.hint)
    assert not canaries_in(f"{caught.value.message} {caught.value.hint}".encode())


def other_note(session: Session, site: Site, what: str) -> Note:
    """Return a note that is not the one that was asked for."""
    wanted, low = wanted_of(session), opened(site, LOW)
    if what == "above":
        return make_note(session, wanted)
    note = make_note(low, wanted)
    match what:
        case "other entries":
            return make_note(low, with_other(wanted, entries=(CANARIES[OFFICIAL],)))
        case "other words":
            words = (OwnWords(marking="OFFICIAL", text="Said by somebody else."),)
            return make_note(low, with_other(wanted, words=words))
        case "other text":
            document = msgspec.structs.replace(note.document, title="Other")
            return Note(note.recipe, document)
        case _:
            recipe = msgspec.structs.replace(note.recipe, release=99)
            return Note(recipe, note.document)


def with_other(wanted: Wanted, **changed: object) -> Wanted:
    fields = {name: getattr(wanted, name) for name in wanted.__dataclass_fields__}
    return Wanted(**{**fields, **changed})


@pytest.mark.parametrize(
    "what", ["above", "other entries", "other words", "other text", "other release"]
)
def test_note_that_is_not_the_one_that_was_asked_for_is_not_taken(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str
):
    session = opened(site, TOP)
    note = other_note(session, site, what)
    answer = tmp_path / "answer"
    answer.write_bytes(msgspec.msgpack.encode(Made(recipe=note.recipe, document=note.document)))
    instead(monkeypatch, f"sys.stdout.buffer.write(open({str(answer)!r}, 'rb').read())")
    with pytest.raises(NoLowerNoteError):
        make_note_for(session, wanted_of(session), LOW)


def test_catalogue_that_changed_since_makes_no_note(site: Site):
    session = opened(site, TOP)
    data = site.file.read_bytes()
    wanted = wanted_of(session)
    site.publish(canary_sections())  # sealed anew: other bytes, as of another release
    with pytest.raises(CatalogueChangedError) as caught:
        make_note_for(session, wanted, LOW)
    assert "Sign in again" in str(caught.value.hint)
    site.file.write_bytes(data)  # put back, but the site vouches for the other one
    with pytest.raises(CatalogueChangedError):
        make_note_for(session, wanted, LOW)
    site.file.unlink()
    with pytest.raises(CatalogueChangedError):
        make_note_for(session, wanted, LOW)
    site.put(data)
    assert make_note_for(session, wanted, LOW).label == LOW


@on_linux
def test_cancelling_ends_it_and_leaves_nothing(site: Site):
    session = opened(site, TOP)
    seen: list[int] = []

    def cancel(*_: object) -> None:
        seen.extend(pid for pid in descendants(os.getpid()) if ARGUMENT in arguments(pid))
        if seen:
            raise CancelledError("Cancelled.")

    before = files_of(site.file.parent)
    with pytest.raises(CancelledError):
        make_note_for(session, wanted_of(session), LOW, cancel)
    assert seen
    assert not any(map(is_running, seen))
    assert files_of(site.file.parent) == before


def test_entry_above_the_clearance_is_named_to_the_author_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
):
    session = opened(site, TOP)
    monkeypatch.setattr("advisor.notes.tear_line.command_of", lambda _: ["/no/such/program"])
    for label in LABELS[:-1]:
        for word in canaries_above(label):
            with pytest.raises(NoteError, match="has no entry"):
                make_note_for(session, with_other(wanted_of(session), entries=(word,)), label)
