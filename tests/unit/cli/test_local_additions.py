"""Notes, corrections and signed contacts on the command line, at a site with one administrator."""

from __future__ import annotations

import csv
import json

import pytest

from advisor.additions.reading import FOLDER, OFFICIAL_FILE
from advisor.people.joining import find_site_contacts
from tests.support.publishing import Publisher
from tests.unit.cli.test_clearance import Desk, Unlocked

ENTRY = "anti-kidnap-extortion"


@pytest.fixture
def desk(advisor, tmp_path, monkeypatch) -> Desk:
    monkeypatch.setattr("advisor.cli.office.unlock", Unlocked())
    monkeypatch.setattr("advisor.cli.context.unlock", Unlocked())
    desk = Desk(advisor, tmp_path)
    desk.set_up("OFFICIAL-SENSITIVE", "SECRET")
    return desk


def pin(desk: Desk) -> str:
    """Make the site's key, and let its policy name it."""
    line = desk("ann", "local", "key").out
    (desk.site / "policy.toml").write_text(line, "utf-8")
    return line


def read(desk: Desk, *words: object):
    return desk.advisor("--site", desk.site, "--home", desk.home, *words)


def add(desk: Desk, *more: object, text: str = "Ring the kiosk, it is nearer."):
    done = desk("ann", "local", "add", ENTRY, "--text", text, "--by", "duty manager", *more)
    assert done.code == 0, done.err
    return done.err.split()[-1].rstrip(".")


def test_note_is_found_and_shown_as_the_sites_own(desk):
    pin(desk)
    add(desk, text="The zebrafish lead sits in room four.")
    found = read(desk, "search", "zebrafish", "--json").data
    assert [one["id"] for one in found] == [ENTRY]
    shown = read(desk, "show", ENTRY)
    assert "Added by your site" in shown.out
    assert "The zebrafish lead sits in room four." in shown.out
    assert "duty manager" in shown.out


def test_correction_leaves_the_national_line_beside_it(desk):
    pin(desk)
    add(desk, "--line", "limits-1", "--why", "Our force agreed otherwise.")
    shown = read(desk, "show", ENTRY, "--json").data
    portion = next(one for one in shown["portions"] if one["part"] == "site_corrections")
    limits = next(one for one in shown["portions"] if one["part"] == "limits")
    assert portion["value"][0]["was"] == limits["value"][0]
    assert portion["value"][0]["text"] == "Ring the kiosk, it is nearer."


def test_note_above_official_is_absent_without_its_key(desk):
    pin(desk)
    add(desk, "--label", "SECRET", text="The zebrafish lead sits in room four.")
    assert read(desk, "search", "zebrafish", "--json").data == []
    assert "zebrafish" not in read(desk, "show", ENTRY).out
    assert "zebrafish" not in read(desk, "local", "list").out
    for path in (desk.site / FOLDER).iterdir():
        assert b"zebrafish" not in path.read_bytes()
    found = desk("ann", "search", "zebrafish", "--json").data
    assert [(one["id"], one["marking"]) for one in found] == [(ENTRY, "SECRET")]


def test_without_a_pinned_key_nothing_is_added_and_the_remedy_is_named(desk):
    line = desk("ann", "local", "key").out.strip()
    done = desk("ann", "local", "add", ENTRY, "--text", "A note.", "--by", "duty manager")
    assert done.code == 1
    assert line in done.err


@pytest.mark.parametrize("at", [0.02, 0.3, 0.9])
def test_altered_additions_are_not_shown_and_the_administrator_is_told(desk, at):
    pin(desk)
    add(desk, text="The zebrafish lead sits in room four.")
    path = desk.site / FOLDER / OFFICIAL_FILE
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 1
    path.write_bytes(data)
    assert read(desk, "search", "zebrafish", "--json").data == []
    assert "are not shown" in read(desk, "local", "list").err
    assert desk("ann", "local", "add", ENTRY, "--text", "More.", "--by", "x").code == 1
    assert path.read_bytes() == data


def test_additions_under_a_key_that_is_not_pinned_any_more_are_not_shown(desk):
    pin(desk)
    add(desk, text="The zebrafish lead sits in room four.")
    (desk.site / "policy.toml").write_text(f'local_keys = ["{"0" * 64}"]\n', "utf-8")
    assert read(desk, "search", "zebrafish", "--json").data == []
    assert "does not name" in read(desk, "local", "list").err


def test_another_key_takes_the_place_of_the_sites_in_two_steps(desk):
    old = pin(desk)
    add(desk, text="Ring the kiosk.")
    add(desk, "--label", "SECRET", text="Ring the lighthouse.")
    assert say(desk, "--label", "SECRET").code == 0
    first = desk("ann", "local", "key", "--replace")
    assert "run the command again" in first.err
    assert desk("ann", "local", "key", "--replace").out == first.out  # not before the policy says
    assert first.out.startswith(old.rstrip("]\n"))
    (desk.site / "policy.toml").write_text(first.out, "utf-8")
    second = desk("ann", "local", "key", "--replace")
    assert "anew, at: OFFICIAL, SECRET." in second.err
    assert second.out.split('"')[1] == first.out.split('"')[3]
    (desk.site / "policy.toml").write_text(second.out, "utf-8")
    assert "Ring the kiosk." in read(desk, "show", ENTRY).out
    assert "Ring the lighthouse." in desk("ann", "show", ENTRY).out
    assert sorted(path.name for path in (desk.site / FOLDER).glob("*key*")) == ["key.age"]
    before = {path.name for path in (desk.site / FOLDER).iterdir()}
    assert "anew, at: OFFICIAL, SECRET." in desk("ann", "local", "renew").err
    assert {path.name for path in (desk.site / FOLDER).iterdir()} != before
    assert "Ring the lighthouse." in desk("ann", "show", ENTRY).out
    assert desk("ann", "search", "zebra quagga", "--json").data[0]["id"] == "air-support"


def test_taking_out(desk):
    pin(desk)
    addition = add(desk, text="The zebrafish lead sits in room four.")
    assert desk("ann", "local", "remove", addition).code == 0
    assert read(desk, "local", "list", "--what", "notes", "--json").data == []
    assert desk("ann", "local", "remove", addition).code == 1


def test_round_trip_through_a_spreadsheet(desk, tmp_path):
    pin(desk)
    add(desk, text="=HYPERLINK(1)")
    add(desk, "--line", "limits-1", "--why", "Agreed.")
    before = read(desk, "local", "list", "--what", "notes", "--json").data
    file = tmp_path / "additions.csv"
    assert read(desk, "local", "export", file, "--what", "additions").code == 0
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert [row["text"] for row in rows if row["type"] == "note"] == ["'=HYPERLINK(1)"]
    assert desk("ann", "local", "import", file).code == 0
    assert read(desk, "local", "list", "--what", "notes", "--json").data == before


def test_import_names_every_mistake_and_writes_nothing(desk, tmp_path):
    pin(desk)
    file = tmp_path / "additions.csv"
    file.write_text(
        "type,entry,text,by,label,added_on,id\n"
        f"memo,{ENTRY},A,B,,,\n"
        f"note,{ENTRY},A,B,SECRTE,,\n"
        f"note,{ENTRY},A,B,,yesterday,\n"
        f"note,{ENTRY},,B,,,\n"
        f"note,{ENTRY},A,B,,,../x\n"
        f"note,{ENTRY},A,B,,,0123456789ab\n"
        f"note,{ENTRY},A,B,,,0123456789ab\n"
        f"note,{ENTRY},A\u202eB,B,,,\n",
        "utf-8",
    )
    done = desk("ann", "local", "import", file)
    assert done.code == 1
    assert [f":{line}:" in done.err for line in range(2, 10)] == [True] * 5 + [False, True, True]
    assert not (desk.site / FOLDER / OFFICIAL_FILE).exists()


def test_contacts_become_signed_and_their_plain_file_goes(desk, tmp_path):
    pin(desk)
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("role,name,telephone\nkidnap-lead,DCI Example,01632 960001\n", "utf-8")
    assert read(desk, "local", "import", contacts).code == 0
    assert (desk.site / "local-contacts.csv").exists()
    assert desk("ann", "local", "sign").code == 0
    assert not (desk.site / "local-contacts.csv").exists()
    assert [one["name"] for one in read(desk, "local", "list", "--json").data] == ["DCI Example"]
    policy = desk.site / "policy.toml"
    policy.write_text(policy.read_text("utf-8") + "unsigned_contacts = false\n", "utf-8")
    contacts.replace(desk.site / "local-contacts.csv")
    assert [one["name"] for one in read(desk, "local", "list", "--json").data] == ["DCI Example"]


def test_signed_contacts_are_there_for_who_has_not_signed_in(desk, tmp_path):
    pin(desk)
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("role,name,telephone\nkidnap-lead,DCI Example,01632 960001\n", "utf-8")
    assert desk("ann", "local", "import", contacts).code == 0
    found, error = find_site_contacts(desk.site)
    assert [one.name for one in found] == ["DCI Example"]
    assert error is None
    (desk.site / "site.json").write_text("{", "utf-8")
    assert find_site_contacts(desk.site) == (found, None)
    assert read(desk, "show", ENTRY).code == 0


def test_who_is_no_administrator_adds_nothing(desk):
    pin(desk)
    done = desk("ben", "local", "add", ENTRY, "--text", "A note.", "--by", "duty manager")
    assert done.code == 1
    assert not (desk.site / FOLDER / OFFICIAL_FILE).exists()


def test_what_is_written_at_official_can_be_read_by_people(desk):
    pin(desk)
    add(desk)
    text = (desk.site / FOLDER / OFFICIAL_FILE).read_text("utf-8")
    body = json.loads(text.partition("\n")[2])
    assert body["notes"][0]["text"] == "Ring the kiosk, it is nearer."


def test_import_of_a_release_lists_what_has_to_be_looked_at(desk, tmp_path):
    pin(desk)
    add(desk)
    publisher, stick = Publisher(), tmp_path / "next.release"
    stick.write_bytes(publisher.release(9))  # which does not have the entry
    trust = ("--trust", publisher.root.last.fingerprint)
    seen = read(desk, "release", "preview", stick, *trust, "--json").data["local_conflicts"]
    done = read(desk, "release", "apply", stick, *trust, "--json").data
    assert [one["entry"] for one in done["local_conflicts"]] == [ENTRY]
    assert done["local_conflicts"] == seen
    stick.write_bytes(publisher.release(10))
    after = read(desk, "release", "apply", stick)
    assert "Ring the kiosk" not in after.out  # nothing changed about it since


def say(desk: Desk, *more: object, says: str = "zebra quagga", means: str = "air support"):
    words = ("--says", says, "--means", means, "--by", "duty manager")
    return desk("ann", "local", "words", *words, *more)


def found_by(answer) -> set[tuple[str, str, bool]]:
    return {(w["typed"], w["found"], w["by_site"]) for one in answer.data for w in one["why"]}


def test_words_of_the_site_are_found_by_and_said_to_be_its_own(desk):
    pin(desk)
    assert read(desk, "search", "zebra quagga", "--json").data == []
    done = say(desk)
    assert (done.code, "Added, at OFFICIAL" in done.err) == (0, True)
    assert "finds nothing" not in done.err
    found = read(desk, "search", "zebra quagga", "--json")
    assert found.data[0]["id"] == "air-support"
    assert found_by(found) == {("zebra quagga", "air support", True)}
    assert "zebra quagga → air support (your site)" in read(desk, "search", "zebra quagga").out
    assert found_by(read(desk, "search", "air support", "--json")) & found_by(found) == set()
    listed = read(desk, "local", "list", "--what", "words")
    assert "“zebra quagga” means “air support”" in listed.out


def test_words_above_official_are_absent_without_their_key(desk):
    pin(desk)
    assert say(desk, "--label", "SECRET").code == 0
    assert read(desk, "search", "zebra quagga", "--json").data == []
    assert read(desk, "local", "list", "--what", "words", "--json").data == []
    assert "zebra" not in read(desk, "local", "list").out
    for path in (desk.site / FOLDER).iterdir():
        assert b"zebra" not in path.read_bytes()
    found = desk("ann", "search", "zebra quagga", "--json").data
    assert found[0]["marking"] == "SECRET"


def test_words_are_changed_in_their_place_and_taken_out(desk):
    pin(desk)
    say(desk, "--label", "SECRET")
    (before,) = desk("ann", "local", "list", "--what", "words", "--json").data
    assert "Changed, at SECRET" in say(desk, "--change", before["id"], says="zebra van").err
    moved = say(desk, "--change", before["id"], "--label", "OFFICIAL")
    assert (moved.code, "stays as it is" in moved.err) == (2, True)
    (after,) = desk("ann", "local", "list", "--what", "words", "--json").data
    assert after == {**before, "says": ["zebra van"], "text": "“zebra van” means “air support”"}
    assert desk("ann", "local", "remove", after["id"]).code == 0
    assert desk("ann", "local", "list", "--what", "words", "--json").data == []
    note = add(desk)
    assert "no addition" in say(desk, "--change", note).err  # a note is no group of words


@pytest.mark.parametrize(
    ("says", "means", "told"),
    [
        (" ", "air support", "says: There are no words."),
        ("the", "air support", "says: Word or phrase 1 is small words alone"),
        ("air supports", "air support", "means: Word or phrase 1 stands on the other side too."),
        ("x" * 121, "air support", "says: The text is too long."),
        ("chopper", "air support", "says: The same is said already"),
    ],
)
def test_words_that_would_do_nothing_are_refused_with_the_reason(desk, says, means, told):
    pin(desk)
    done = say(desk, says=says, means=means)
    assert done.code == 1
    assert told in done.err
    assert not (desk.site / FOLDER / OFFICIAL_FILE).exists()


def test_the_same_words_are_not_added_twice(desk):
    pin(desk)
    assert say(desk).code == 0
    assert "is said already" in say(desk, says="Zebra Quaggas").err
    assert len(read(desk, "local", "list", "--what", "words", "--json").data) == 1


def test_words_that_no_entry_has_are_kept_and_said_to_find_nothing(desk):
    pin(desk)
    assert "it finds nothing yet" in say(desk, means="okapi carriage").err
    (one,) = read(desk, "local", "list", "--what", "conflicts", "--json").data
    assert one["means"] == ["okapi carriage"]
    assert "finds nothing" in one["reason"]


def test_words_go_through_a_spreadsheet_and_back(desk, tmp_path):
    pin(desk)
    say(desk, "--says", "=zebra()", "--review-on", "2030-01-01")
    before = read(desk, "local", "list", "--what", "words", "--json").data
    file = tmp_path / "additions.csv"
    assert read(desk, "local", "export", file, "--what", "additions").code == 0
    (row,) = csv.DictReader(file.read_text("utf-8").splitlines())
    assert (row["type"], row["says"], row["means"]) == (
        "words",
        "zebra quagga; =zebra()",
        "air support",
    )
    assert desk("ann", "local", "import", file).code == 0
    assert read(desk, "local", "list", "--what", "words", "--json").data == before


def test_import_of_words_names_every_mistake_and_writes_nothing(desk, tmp_path):
    pin(desk)
    file = tmp_path / "words.csv"
    file.write_text(
        "type,says,means,by\n"
        "words,zebra quagga,air support,B\n"
        "words,,air support,B\n"
        "words,the,air support,B\n"
        "words,Zebra Quaggas,air support,B\n"
        "words,chopper,air support,B\n"
        "words,zebra van,air support,\n"
        "note,zebra van,air support,B\n",
        "utf-8",
    )
    done = desk("ann", "local", "import", file)
    assert done.code == 1
    assert [f":{line}:" in done.err for line in range(2, 9)] == [False] + [True] * 6
    assert not (desk.site / FOLDER / OFFICIAL_FILE).exists()
