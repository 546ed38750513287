"""What was authored is what is read: entries through the file, contacts through the CSV."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Channel, ContactDetails, Entry, Head, Kind, Portion
from advisor.catalogue.local import (
    LocalContact,
    contacts_path,
    find_mistakes,
    load_contacts,
    to_csv,
)
from advisor.catalogue.parts import PARTS, parts_of
from advisor.catalogue.release import Synonyms, Threat
from advisor.catalogue.roles import ROLES
from advisor.catalogue.store import read_official
from advisor.catalogue.wording import labelled_lines
from advisor.catalogue.writing import to_database
from advisor.clearance import OFFICIAL
from tests.support.builders import make_citation, make_head, make_section

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
DAYS = st.dates()
LINES = st.lists(TEXT, max_size=3).map(tuple)
CHANNELS = st.builds(Channel, kind=st.sampled_from(["telephone", "web"]), value=TEXT)
DETAILS = st.builds(
    ContactDetails,
    role=TEXT,
    order=st.integers(-9, 99),
    channels=st.lists(CHANNELS, max_size=2).map(tuple),
    published=st.booleans(),
    hours=st.none() | TEXT,
    verified_on=DAYS,
)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    tuple[str, ...]: LINES,
    ContactDetails: DETAILS,
}


@st.composite
def entries(draw: st.DrawFn, entry_id: str) -> Entry:
    kind = draw(st.sampled_from(Kind))
    head = make_head(
        entry_id,
        kind,
        title=draw(TEXT),
        summary=draw(TEXT),
        aliases=draw(LINES),
        words=draw(LINES),
        threats=draw(LINES),
        owner=draw(st.none() | TEXT),
        sure=draw(st.sampled_from(["high", "medium", "low"])),
        checked_on=draw(DAYS),
    )
    fitting = [part for part in parts_of(kind) if part.type in VALUES]
    chosen = draw(st.lists(st.sampled_from(fitting), unique_by=lambda part: part.name))
    chosen.sort(key=lambda part: list(PARTS).index(part.name))
    portions = tuple(Portion(p.name, OFFICIAL, draw(VALUES[p.type])) for p in chosen)
    return Entry(head, OFFICIAL, portions, (make_citation(),) * draw(st.integers(0, 2)))


@st.composite
def catalogues(draw: st.DrawFn) -> list[Entry]:
    ids = draw(st.lists(SLUGS, unique=True, max_size=5))
    return [draw(entries(entry_id)) for entry_id in ids]


@settings(deadline=None)
@given(
    catalogues(),
    st.lists(st.builds(Threat, key=SLUGS, title=TEXT, words=LINES), max_size=3).map(tuple),
    st.lists(st.builds(Synonyms, says=LINES, means=LINES), max_size=3).map(tuple),
    st.binary(max_size=300),
)
def test_what_is_written_is_read_back(
    authored: list[Entry], threats: tuple[Threat, ...], words: tuple[Synonyms, ...], segment: bytes
):
    section = make_section(authored, threats=threats, thesaurus=words, segment=segment)
    read = read_official(to_database(section), "c.db")
    assert read == section
    catalogue = Catalogue([read])
    assert [catalogue.entry(head.id) for head in catalogue.heads] == authored


@given(catalogues())
def test_every_portion_can_be_put_into_words(authored: list[Entry]):
    for entry in authored:
        for portion in entry.portions:
            assert all(text for _, text in labelled_lines(portion.value))


@given(
    st.builds(
        Head,
        id=SLUGS,
        kind=st.sampled_from(Kind),
        title=TEXT,
        summary=TEXT,
        sure=st.just("high"),
        checked_on=DAYS,
        review_on=DAYS,
    )
)
def test_head_is_the_same_after_json(head: Head):
    assert msgspec.json.decode(msgspec.json.encode(head), type=Head) == head


# ── local contacts ───────────────────────────────────────────────────────────

CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])),
    st.sampled_from(["=1+1", "'=1", "''@x", "+x", "-x", "\uff0bx", "O'Neil", '"', "a,b", "1;2"]),
).map(lambda text: " ".join(text.split())[:80].strip())
CONTACTS = st.builds(
    LocalContact,
    role=st.sampled_from(list(ROLES)),
    name=CELLS,
    telephone=st.just("+44 (0)20 7946 0000 ext 5"),
    email=st.sampled_from(["", "a@b.uk", "=x@b.uk", "+x@b.uk"]),
    hours=CELLS,
    region=SLUGS,
    force=SLUGS,
    verified_on=st.none() | st.dates(datetime.date(1900, 1, 1)),
    note=CELLS,
).filter(lambda contact: not find_mistakes(contact))


@settings(deadline=None)
@given(st.lists(CONTACTS, unique_by=lambda contact: contact.key, max_size=4).map(tuple))
def test_local_contacts_are_read_back_as_they_were(
    tmp_path_factory, contacts: tuple[LocalContact, ...]
):
    site = tmp_path_factory.mktemp("site")
    contacts_path(site).write_bytes(to_csv(contacts))
    assert load_contacts(site) == contacts


@given(st.lists(CONTACTS, max_size=3).map(tuple))
def test_no_cell_of_an_export_is_run_by_a_spreadsheet(contacts: tuple[LocalContact, ...]):
    for row in csv.reader(io.StringIO(to_csv(contacts).decode("utf-8"), newline="")):
        for cell in row:
            is_number = (
                cell.startswith("+44 ") and cell.replace("ext", "").strip("+0123456789 ()") == ""
            )
            assert cell[:1] not in {"=", "@", "+", "-", "\t", "\r", "\uff1d", "\uff0b"} or is_number
