"""Whether a file is the note that this release gives for what it was made of, and what differs.

Rules that this module keeps:
 * Nothing that a file says is trusted: what it was made of is read, and the note is made again
   from the release that is open, for a reader of the note's marking.
 * Of an HTML file every byte is compared. A PDF is compared by the digest that was written into
   it, because two machines with other fonts draw the same note in other bytes.
 * A note of another release can only be compared with its receipt; what this release says
   otherwise is listed all the same.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import zlib
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from advisor.catalogue.progress import Progress, tell_nobody
from advisor.durable import read_untrusted
from advisor.errors import AdvisorError, CancelledError
from advisor.notes.html import RECORD_NAME
from advisor.notes.lowering import open_for
from advisor.notes.making import Note, build_note
from advisor.notes.receipt import Receipt, parse_receipt
from advisor.notes.recipe import Kept, Recipe, read_kept
from advisor.notes.tear_line import (
    CatalogueChangedError,
    NoLowerNoteError,
    make_again_for,
)
from advisor.session import Session

MOST_BYTES: Final = 50_000_000
_RECORD: Final = re.compile(rf'<meta name="{RECORD_NAME}" content="([^"<>]*)">\n'.encode())
#: The file that is attached to a PDF with its recipe.
PDF_RECORD: Final = "receipt.json"
#: Where a PDF keeps its digest: in its metadata, which are XML and not compressed.
PDF_DIGEST: Final = "advisor:digest"
_STREAM: Final = re.compile(rb"\nstream\r?\n")
_BEGINNING: Final = b'{"code":'
_PDF_DIGEST: Final = re.compile(rf"<{PDF_DIGEST}>([0-9a-f]{{64}})</{PDF_DIGEST}>".encode())
_NO_DIGEST: Final = b"0" * 64
_MOST_LINES: Final = 12


class Finding(StrEnum):
    """What can differ."""

    MADE_OF = "made-of"
    CONTENT = "content"
    RELEASE = "release"
    ADVICE = "advice"
    NOT_HERE = "not-here"


_WORDS: Final = {
    Finding.MADE_OF: "What it says it was made of, such as its facts, was changed afterwards.",
    Finding.CONTENT: "The file was changed after it was made.",
    Finding.RELEASE: "It was made from another release than the one that is open.",
    Finding.ADVICE: "It is not what the release that is open gives for these facts.",
    Finding.NOT_HERE: "The release that is open cannot make it: an entry or answer is missing.",
}


@dataclass(frozen=True)
class Verification:
    """What was found.

    Attributes:
        kept: What the file says it was made of.
        findings: What differs, the gravest first; none, where nothing does.
        lines: Lines that differ: what the file says, ``-``, and what this release says, ``+``.
        is_pdf: Whether it is a PDF, whose pictures of letters were not compared.
    """

    kept: Kept
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    is_pdf: bool

    @property
    def is_as_made(self) -> bool:
        """Whether it is the note that this release gives for those facts."""
        return not self.findings

    @property
    def words(self) -> tuple[str, ...]:
        """What was found, a sentence each."""
        if self.findings:
            return tuple(_WORDS[finding] for finding in self.findings)
        return ("It is the note that this release gives for these facts. Nothing was changed.",)


def verify_note(session: Session, path: Path, progress: Progress = tell_nobody) -> Verification:
    """Return whether a file is what it says, for a reader who has its marking open.

    Args:
        session: Of whoever checks it.
        path: An HTML or PDF file.
        progress: Told how far it is.

    Raises:
        NoteError: It is no note, or cannot be read, or nobody could make it again.
        UsageError: It is marked higher than what is open.
    """
    data = read_untrusted(path, MOST_BYTES, "a note")
    is_pdf = data.startswith(b"%PDF-")
    kept = read_kept(find_record(data, is_pdf=is_pdf), path.name)
    findings = [*_compare_receipt(data, kept, is_pdf=is_pdf)]
    release = session.catalogue.release
    recipe = kept.recipe
    is_same = (release.release, release.published_on) == (recipe.release, recipe.published_on)
    findings += [] if is_same else [Finding.RELEASE]
    again = _make_again(session, kept.recipe, progress)
    if again is None:
        return Verification(kept, (*findings, Finding.NOT_HERE), (), is_pdf)
    is_told = again.code == kept.code and (is_pdf or data == again.html.encode("utf-8"))
    findings += [Finding.ADVICE] if is_same and not is_told else []
    lines = () if is_pdf or is_told else _differing(data.decode("utf-8", "replace"), again.html)
    return Verification(kept, tuple(findings), lines, is_pdf)


def find_record(data: bytes, *, is_pdf: bool) -> str:
    """Return what a file says it was made of, as JSON; empty where it says nothing."""
    if is_pdf:
        return _find_attached(data)
    found = _RECORD.search(data)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _find_attached(data: bytes) -> str:
    """Return the recipe that is attached to a PDF, which stands among its last streams."""
    for found in reversed(list(_STREAM.finditer(data))):
        attached = _inflate(data, found.end(), len(_BEGINNING))
        if attached == _BEGINNING:
            return _inflate(data, found.end(), MOST_BYTES).decode("utf-8", "replace")
    return ""


def _inflate(data: bytes, start: int, most: int) -> bytes:
    """Return the first bytes of a compressed stream; none where it is damaged."""
    try:
        return zlib.decompressobj().decompress(memoryview(data)[start:], most)
    except zlib.error:
        return b""


def _compare_receipt(data: bytes, kept: Kept, *, is_pdf: bool) -> list[Finding]:
    """Return what differs between a file and its receipt, whatever release is open."""
    receipt = parse_receipt(kept.code)
    page = "" if is_pdf else _without_receipt(data, kept.code)
    now = Receipt.of(kept.recipe, page)
    found = []
    if receipt is None or (receipt.release, receipt.made_of) != (now.release, now.made_of):
        found.append(Finding.MADE_OF)
    is_whole = (
        is_as_digested(data) if is_pdf else receipt is not None and (receipt.content == now.content)
    )
    return [*found, *([] if is_whole else [Finding.CONTENT])]


def _without_receipt(data: bytes, code: str) -> str:
    """Return the page that a receipt's content is a digest of."""
    page = _RECORD.sub(b"", data, count=1).decode("utf-8", "replace")
    return page.replace(f"<p>Receipt: <strong>{code}</strong></p>\n", "", 1)


def is_as_digested(data: bytes) -> bool:
    """Say whether a PDF has the digest that was written into it."""
    found = _PDF_DIGEST.search(data)
    return found is not None and found[1] == digest_of(data)


def digest_of(data: bytes) -> bytes:
    """Return the digest of a PDF, counted with none in its place."""
    found = _PDF_DIGEST.search(data)
    blank = data if found is None else data[: found.start(1)] + _NO_DIGEST + data[found.end(1) :]
    return hashlib.sha256(blank).hexdigest().encode("ascii")


def with_digest(data: bytes) -> bytes:
    """Return a PDF with its digest where room for one was left."""
    found = _PDF_DIGEST.search(data)
    return (
        data if found is None else data[: found.start(1)] + digest_of(data) + data[found.end(1) :]
    )


def _make_again(session: Session, recipe: Recipe, progress: Progress) -> Note | None:
    """Return the note of a recipe on this release; ``None`` where there is no such note."""
    lower = open_for(session, recipe.label, recipe.region, recipe.force, recipe.local)
    try:
        if recipe.label == session.clearance.label:
            return build_note(lower, recipe, least=recipe.label, progress=progress)
        return make_again_for(session, recipe, progress)
    except (NoLowerNoteError, CatalogueChangedError, CancelledError):
        raise
    except AdvisorError:
        return None


def _differing(before: str, after: str) -> tuple[str, ...]:
    """Return the first lines that differ between what two pages say."""
    lines = difflib.unified_diff(texts_of(before), texts_of(after), lineterm="", n=0)
    told = [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    return tuple(told[:_MOST_LINES])


def texts_of(page: str) -> list[str]:
    """Return the texts of an HTML page in reading order, without its style."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.lines


class _Reader(HTMLParser):
    """Reads the texts of a page, without its style."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over the style."""
        del attrs
        self._is_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        """Come back from the style."""
        self._is_style = self._is_style and tag != "style"

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        text = " ".join(data.split())
        if text and not self._is_style:
            self.lines.append(text)
