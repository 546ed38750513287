from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pytest

from advisor.catalogue.local import (
    COLUMNS,
    LocalContact,
    contacts_path,
    find_contacts,
    load_contacts,
    merge,
    read_contacts,
    save_contacts,
    to_csv,
    without,
)
from advisor.catalogue.problem import SourceErrors
from advisor.errors import AdvisorError

LEAD = LocalContact(role="kidnap-lead", name="Kidnap desk", telephone="01234 567890")
ROOM = LocalContact(role="force-control-room", name="Control room", email="room@force.uk")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "contacts.csv"


def found(file: Path, text: str | bytes) -> list[tuple[int, str, str]]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SourceErrors) as caught:
        read_contacts(file)
    return [(p.line, p.field, p.reason) for p in caught.value.problems]


def test_contacts_are_kept_and_loaded(tmp_path: Path):
    everything = LocalContact(
        role="rocc",
        name="J. Smith, “the” ROCC",
        telephone="+44 (0)20 7946 0000 ext 12",
        email="rocc@example.police.uk",
        hours="Mon-Fri, 9 to 5",
        region="south-east",
        force="surrey-police",
        verified_on=datetime.date(2026, 11, 23),
        note="Ask for the duty desk, then say “ROCC”",
    )
    save_contacts(tmp_path, (LEAD, everything))
    assert load_contacts(tmp_path) == (LEAD, everything)


def test_site_without_contacts_has_none(tmp_path: Path):
    assert load_contacts(tmp_path) == ()
    assert load_contacts(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    "text",
    [
        "role,name,telephone\nkidnap-lead,Kidnap desk,01234 567890\n",
        "\ufeffRole, NAME ,telephone\r\nkidnap-lead,Kidnap desk,01234 567890\r\n\r\n,,\r\n",
        'name,role,telephone\n" Kidnap\n  desk ",kidnap-lead,01234 567890',
        "role,name,telephone\r\n\n\rkidnap-lead,Kidnap desk,01234 567890\r" + "\n" * 10_000,
    ],
    ids=["plain", "from a spreadsheet", "other order", "mixed line ends"],
)
def test_spreadsheets_files_are_read(file: Path, text: str):
    file.write_text(text, "utf-8")
    assert read_contacts(file) == (LEAD,)


def test_every_mistake_of_every_row_is_reported(file: Path):
    text = (
        "role,name,telephone,email,verified_on\n"
        "kidnap,Desk,1234 5678,,\n"
        "kidnap-lead,,ring me,,\n"
        "rocc,Someone,,,\n"
        "rocc,Other,,not an address,23/11/2026\n"
        'rocc,"Two\nlines",01234,,\n'
        "rocc,Two lines,01234,,\n"
        "rocc,More,01234,,,extra\n"
        "rocc,Bell\x07,01234,,\n"
        f"rocc,{'x' * 600},01234,,\n"
    )
    assert found(file, text) == [
        (2, "role", "There is no role “kidnap”."),
        (3, "name", "There is no name."),
        (3, "telephone", "“ring me” is not a telephone number."),
        (4, "telephone", "There is no way to reach them."),
        (5, "email", "“not an address” is not an e-mail address."),
        (5, "verified_on", "“23/11/2026” is not a day."),
        (8, "name", "The same contact stands in line 6."),
        (9, "", "There are more cells than columns."),
        (10, "name", "The text holds a control character."),
        (11, "name", "The text is too long."),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no column “role”, no column “name”"),
        (b"role,name,phone\n", "unknown column “phone”"),
        (b"role,name,role\n", "“role” stands twice"),
        (b"role;name\n", "no column “role”"),
        (b"role,name\nrocc,\xff\n", "is not UTF-8 text"),
        (b'role,name\nrocc,"open\n', "is not a CSV file"),
        (b"role,name\nrocc," + b"x" * 200_000 + b"\n", "is not a CSV file"),
        (b"x" * 5_000_001, "is too large"),
        (b"role,name" + b",x" * 100_000 + b"\nrocc,y\n", "“x”, 99,995 more"),
        (b"\xff\xfer\0o\0l\0e\0", "is not UTF-8 text"),
    ],
)
def test_file_that_is_no_list_of_contacts_is_refused(file: Path, content: bytes, message: str):
    file.write_bytes(content)
    with pytest.raises(AdvisorError, match=message) as caught:
        read_contacts(file)
    assert caught.value.hint
    assert len(caught.value.message) < 500


@pytest.mark.parametrize("name", ["missing.csv", ".", "x" * 5000])
def test_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str):
    with pytest.raises(AdvisorError, match=r"There is no file|cannot be read"):
        read_contacts(tmp_path / name)


def test_one_bad_row_never_hides_the_others(tmp_path: Path):
    lines = ["role,name,telephone", "kidnap-lead,Kidnap desk,01234 567890", "rocc,Nobody,", ""]
    contacts_path(tmp_path).write_text("\n".join(lines), "utf-8")
    contacts, error = find_contacts(tmp_path)
    assert contacts == (LEAD,)
    assert isinstance(error, SourceErrors)
    assert [problem.line for problem in error.problems] == [3]


def test_unreadable_list_is_an_error_and_no_contacts(tmp_path: Path):
    contacts_path(tmp_path).write_bytes(b"\xff")
    contacts, error = find_contacts(tmp_path)
    assert contacts == ()
    assert error is not None


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|'/c calc'!A1",
        "@SUM(1+1)",
        "+HYPERLINK(a)",
        "-2+3+cmd",
        "'=already marked",
        "''=twice",
        "\uff1dwide",
        "O'Brien",
        "'quoted'",
        "-",
    ],
)
def test_formula_is_disarmed_in_the_file_and_read_back_as_it_was(tmp_path: Path, name: str):
    contact = LocalContact(role="rocc", name=name, telephone="01234 567890", note=name)
    save_contacts(tmp_path, (contact,))
    row = next(csv.DictReader(io.StringIO(contacts_path(tmp_path).read_text("utf-8"))))
    assert row["name"][0] not in "=@+\uff1d" or row["name"][0] == "'"
    assert load_contacts(tmp_path) == (contact,)


def test_telephone_keeps_its_plus_in_the_file():
    assert b",+44 20 7946 0000," in to_csv(
        (LocalContact(role="rocc", name="a", telephone="+44 20 7946 0000"),)
    )


def test_export_of_nothing_is_a_list_to_fill():
    assert to_csv(()).decode() == ",".join(COLUMNS) + "\r\n"


def test_contact_of_the_same_name_place_and_role_is_replaced():
    newer = LocalContact(role=LEAD.role, name="KIDNAP desk", telephone="999")
    assert merge((LEAD, ROOM), (newer,)) == (ROOM, newer)
    assert merge((), (LEAD,)) == (LEAD,)


def test_contact_is_taken_out():
    assert without((LEAD, ROOM), LEAD) == (ROOM,)


def test_list_that_cannot_be_written_is_left_as_it_was(tmp_path: Path):
    (tmp_path / "site").write_text("a file, not a folder")
    with pytest.raises(AdvisorError, match="could not be written"):
        save_contacts(tmp_path / "site", (LEAD,))
    assert (tmp_path / "site").read_text() == "a file, not a folder"
