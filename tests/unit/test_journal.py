"""What a signed-in reader does is recorded for the auditor, first and once, or not done."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.audit.errors import AuditError
from advisor.audit.files import audit_path, find_logs
from advisor.audit.reading import read_records
from advisor.clearance import Label
from advisor.journal import Journal, name_reader
from advisor.settings import Places
from tests.support.builders import make_entry
from tests.support.people import AUDITOR, Town

SECRET = Label.parse("SECRET")
HIGH, LOW = make_entry("high", label=SECRET), make_entry("low")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "site", tmp_path / "home")


@pytest.fixture
def town(places: Places) -> Town:
    town = Town(places.site)
    town.set_up()
    return town


def journal(places: Places, who: str = "ann") -> Journal:
    return Journal.open(places, who)


def recorded(places: Places) -> list[tuple[str, str, str, str]]:
    """Return what the auditor reads: kind, who, subject and label."""
    records = [
        record
        for files in find_logs(audit_path(places.home))
        for record in read_records(files, AUDITOR)
    ]
    details = [(record.kind, record.details) for record in records]
    return [(str(kind), what.who, what.subject, what.label) for kind, what in details if what]


def test_a_session_from_its_beginning_to_its_end(places: Places, town: Town):
    ours = journal(places)
    ours.sign_in(SECRET)
    ours.view(HIGH)
    ours.check(HIGH)
    ours.sign_out("idle")
    assert recorded(places) == [
        ("sign-in", "ann", "", "SECRET"),
        ("entry-viewed", "ann", "high", "SECRET"),
        ("check", "ann", "high", "SECRET"),
        ("sign-out", "ann", "", ""),
    ]


def test_what_is_official_is_read_unseen(places: Places, town: Town):
    ours = journal(places)
    ours.view(LOW)
    assert recorded(places) == []


def test_an_entry_is_recorded_once_a_session(places: Places, town: Town):
    ours = journal(places)
    for _ in range(3):
        ours.view(HIGH)
    journal(places).view(HIGH)
    assert [kind for kind, *_ in recorded(places)] == ["entry-viewed", "entry-viewed"]


def test_failing_to_sign_in_names_the_file_and_no_passphrase(places: Places, town: Town):
    journal(places, name_reader()).fail_to_sign_in(Path("/somewhere/me.age"), "Wrong.")
    assert [(kind, subject) for kind, _, subject, _ in recorded(places)] == [
        ("sign-in-failed", "me.age")
    ]


def test_no_site_no_auditor_no_record(places: Places):
    ours = journal(places)
    ours.sign_in(SECRET)
    ours.view(HIGH)
    assert not places.home.exists()


def test_next_user_of_the_account_reads_kinds_and_times_alone(places: Places, town: Town):
    ours = journal(places)
    ours.sign_in(SECRET)
    ours.view(HIGH)
    written = b"".join(path.read_bytes() for path in places.home.rglob("*") if path.is_file())
    assert b"high" not in written
    assert b"SECRET" not in written
    assert b"entry-viewed" in written


def test_what_cannot_be_recorded_is_refused_again_and_again(places: Places, town: Town):
    ours = journal(places)
    ours.sign_in(SECRET)
    (log,) = audit_path(places.home).glob("*.log")
    log.write_bytes(log.read_bytes()[:-40])
    for _ in range(2):
        with pytest.raises(AuditError):
            ours.view(HIGH)
    ours.sign_out("key")  # nobody is kept in


def test_site_that_nobody_can_read_is_no_site_without_an_auditor(places: Places, town: Town):
    (places.site / "site.json").write_bytes(b"{}")
    with pytest.raises(Exception, match="site") as error:
        journal(places)
    assert error.type.__name__ == "DamagedSiteError"


def test_whoever_signs_in_is_known_by_account_and_key():
    assert name_reader("age1xyz").endswith(", age1xyz")
    assert "," not in name_reader()
