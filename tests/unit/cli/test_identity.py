"""Identities and sealed catalogues on the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.catalogue.trust import pin, site_pin_path
from advisor.clearance import Label
from advisor.releases.partition import part_sections
from advisor.sealing.identity import create_identity_file
from advisor.sealing.passphrase import generate
from advisor.sealing.slowing import Slowing
from advisor.unsealing import grants_path
from tests.support.builders import SourceFolder, capability_fields, contact_fields
from tests.support.labelled import ABOVE, IDS, RELEASE, everything, reduce
from tests.support.sealed import LABELS, Site

ALDER = Label.parse("SECRET/ALDER")
NOTHING = "This identity opens nothing beyond OFFICIAL here, so you read OFFICIAL."


class Person:
    """An identity file with its passphrase; making one takes a second."""

    def __init__(self, folder: Path) -> None:
        self.file, self.words = folder / "me.age", folder / "words.txt"
        content, self.recipient = create_identity_file(passphrase := generate())
        self.file.write_bytes(content)
        self.words.write_text(passphrase + "\nsecond line\n", "utf-8")

    @property
    def options(self) -> list[object]:
        return ["--identity", self.file, "--passphrase-file", self.words]


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Person:
    return Person(tmp_path_factory.mktemp("person"))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "one")


def at(site: Site) -> list[object]:
    return ["--site", site.places.site, "--home", site.places.home, "--catalogue", site.file]


def test_signed_in_reader_finds_reads_and_is_told_how_high(advisor, site: Site, person: Person):
    site.publish(part_sections(everything(), RELEASE))
    site.grant(person, [label for label in LABELS[1:] if ALDER.dominates(label)])
    done = advisor(*at(site), *person.options, "search", f"{ABOVE[ALDER]} ", "--json")
    assert done.code == 0
    assert {(found["id"], found["marking"]) for found in done.data} == {
        (IDS[3], "SECRET/ALDER"),
        (IDS[0], "SECRET/ALDER"),
    }
    assert done.err.splitlines() == ["Signed in. What is shown is marked up to SECRET/ALDER."]
    done = advisor(*at(site), *person.options, "show", IDS[0])
    assert "Limits  (SECRET)" in done.out
    assert ABOVE[LABELS[-1]] not in done.out


def test_commands_print_what_they_print_with_everything_above_removed(
    advisor, tmp_path: Path, site: Site, person: Person
):
    """Byte for byte on both streams, with the exit code, signed in and not."""
    commands = [
        *(
            ["search", word, *more]
            for word in ("boat", ABOVE[LABELS[-1]])
            for more in ([], ["--json"])
        ),
        *(["show", entry_id, "--json"] for entry_id in IDS),
        ["check", IDS[5], "--fact", "hidden=yes"],
        ["questions"],
        *(["graph", entry_id] for entry_id in IDS),
        ["contacts", "--json"],
        ["selftest"],
    ]
    site.grant(person, [LABELS[1]])
    printed = []
    for source in (everything(), reduce(everything(), LABELS[1])):
        site.publish(part_sections(source, RELEASE))
        signed_in = [advisor(*at(site), *person.options, *c) for c in commands[:4]]
        printed.append(signed_in + [advisor(*at(site), *command) for command in commands])
    assert printed[0] == printed[1]


def test_picture_that_is_too_high_for_a_file_is_read_but_not_written(
    advisor, tmp_path: Path, site: Site, person: Person
):
    site.publish(part_sections(everything(), RELEASE))
    site.grant(person, [label for label in LABELS[1:] if ALDER.dominates(label)])
    secret = ["graph", IDS[2]]
    read = advisor(*at(site), *person.options, *secret)
    assert (read.code, read.out.splitlines()[0]) == (0, "SECRET")
    refused = advisor(*at(site), *person.options, *secret, "--output", tmp_path / "rules.svg")
    assert (refused.code, refused.out) == (1, "")
    assert "files up to OFFICIAL-SENSITIVE be written, and this is SECRET." in refused.err
    written = advisor(*at(site), *person.options, "graph", IDS[1], "--output", tmp_path / "os.svg")
    assert written.code == 0
    assert [path.name for path in tmp_path.glob("*.svg")] == ["os.svg"]


def test_identity_that_opens_nothing_reads_official_and_is_told(
    advisor, site: Site, person: Person
):
    site.publish(part_sections(everything(), RELEASE))
    done = advisor(*at(site), *person.options, "search", "boat", "--json")
    assert [found["id"] for found in done.data] == [IDS[0]]
    assert done.err.splitlines()[0] == NOTHING


def test_draft_takes_no_identity_and_asks_for_no_passphrase(advisor, site: Site, person: Person):
    site.publish(part_sections(everything(), RELEASE))
    site_pin_path(site.places.site).unlink()
    done = advisor(*at(site), "--identity", person.file, "search", "boat")
    assert (done.code, done.out) == (1, "")
    assert "UNSIGNED DRAFT: you cannot sign in to it." in done.err
    assert advisor(*at(site), "search", "boat").code == 0


def test_wrong_passphrase_is_an_error_and_the_next_try_has_to_wait(
    advisor, tmp_path: Path, site: Site, person: Person
):
    site.publish(part_sections(everything(), RELEASE))
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("wrong", "utf-8")
    options = ["--identity", person.file, "--passphrase-file", wrong]
    first = advisor(*at(site), *options, "search", "boat")
    assert (first.code, first.out) == (1, "")
    assert "This passphrase does not open this identity file." in first.err
    slowing = Slowing(site.places.home)
    slowing.begin_try(person.file.read_bytes(), datetime.now(UTC) + timedelta(minutes=5))
    second = advisor(*at(site), *person.options, "search", "boat")
    assert second.code == 1
    assert "before the next try" in second.err


@pytest.mark.parametrize("content", [b"", b"no identity", None], ids=["empty", "text", "none"])
def test_file_that_is_no_identity_is_an_error(
    advisor, tmp_path: Path, site: Site, person: Person, content: bytes | None
):
    site.publish(part_sections(everything(), RELEASE))
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    options = ["--identity", file, "--passphrase-file", person.words]
    done = advisor(*at(site), *options, "search", "boat")
    assert (done.code, done.out) == (1, "")
    assert "This file is not an identity file, or it is damaged." in done.err


def test_passphrase_file_that_cannot_be_read_is_an_error(advisor, site: Site, person: Person):
    site.publish(part_sections(everything(), RELEASE))
    options = ["--identity", person.file, "--passphrase-file", site.places.site / "none"]
    done = advisor(*at(site), *options, "search", "boat")
    assert "The passphrase file cannot be read." in done.err


def test_identity_is_created_once_and_shown(advisor, tmp_path: Path):
    file = tmp_path / "new.age"
    created = advisor("identity", "create", file, "--json")
    assert created.data["recipient"].startswith("age1")
    assert "Passphrase, shown only now" in created.err
    words = tmp_path / "words.txt"
    words.write_text(created.err.splitlines()[-1].strip(), "utf-8")
    shown = advisor("identity", "show", file, "--passphrase-file", words)
    assert shown.out.strip() == created.data["recipient"]
    again = advisor("identity", "create", file)
    assert (again.code, again.out) == (1, "")


def test_weak_passphrase_of_ones_own_is_refused(advisor, tmp_path: Path):
    words = tmp_path / "words.txt"
    words.write_text("password", "utf-8")
    done = advisor("identity", "create", tmp_path / "new.age", "--passphrase-file", words)
    assert done.code == 1
    assert not (tmp_path / "new.age").exists()


def test_window_takes_the_identity_and_its_passphrase_file(advisor, window, person: Person):
    assert advisor("--identity", person.file).code == 0
    assert advisor("--identity", person.file, "--passphrase-file", person.words).code == 0
    assert window.identities == [(person.file, None), (person.file, person.words)]


SIGN_IN_REQUIRED = "This site requires you to sign in."


@pytest.mark.parametrize("command", ["search boat", "contacts", "show kidnap-unit", "questions"])
def test_site_that_requires_signing_in_shows_nothing_without(advisor, site: Site, command: str):
    site.publish(part_sections(everything(), RELEASE))
    site.require_signing_in()
    done = advisor(*at(site), *command.split(), "--json")
    assert (done.code, done.out) == (1, "")
    assert SIGN_IN_REQUIRED in done.err
    assert "ring 999" in done.err


def test_site_that_requires_signing_in_takes_whom_it_knows(advisor, site: Site, person: Person):
    site.publish(part_sections(everything(), RELEASE))
    site.require_signing_in()
    site.grant(person, [LABELS[1]])
    assert advisor(*at(site), *person.options, "search", "boat", "--json").code == 0


def test_site_that_requires_signing_in_takes_nobody_else(advisor, site: Site, person: Person):
    site.publish(part_sections(everything(), RELEASE))
    site.require_signing_in()
    done = advisor(*at(site), *person.options, "search", "boat", "--json")
    assert (done.code, done.out) == (1, "")
    assert "Nobody has granted this identity anything at this site" in done.err


def restricted(folder: Path) -> SourceFolder:
    sources = SourceFolder(folder)
    sources.write("contacts/desk.yaml", contact_fields("desk", label="SECRET", title="Quiet desk"))
    portion = {"label": "SECRET/ALDER", "part": "limits", "value": ["hidden"]}
    sources.write("capabilities/kidnap-unit.yaml", capability_fields(portions=[portion]))
    return sources


def test_build_seals_to_the_recipients_that_are_named(
    advisor, tmp_path: Path, site: Site, person: Person
):
    sources = restricted(tmp_path / "sources")
    people = {str(label): [key.recipient.text] for label, key in site.keys.items()}
    recipients = sources.write("../recipients.yaml", people)
    profile = sources.write("../profile.yaml", {"slots": 3, "slot_bytes": 16_384, "recipients": 2})
    sealing = ["--recipients", recipients, "--profile", profile]
    done = advisor("catalogue", "build", sources.path, "--output", site.file, *sealing)
    assert done.code == 0, done.err
    site_pin_path(site.places.site).parent.mkdir(parents=True)
    site_pin_path(site.places.site).write_bytes(pin(site.file.read_bytes(), "c.db"))
    site.grant(person, [LABELS[2]])
    shown = advisor(*at(site), *person.options, "show", "desk", "--json")
    assert shown.data["marking"] == "SECRET"
    assert len(list(grants_path(site.places.site).iterdir())) == 1


def test_build_refuses_what_is_restricted_without_recipients(advisor, tmp_path: Path):
    sources, output = restricted(tmp_path / "sources"), tmp_path / "c.db"
    done = advisor("catalogue", "build", sources.path, "--output", output)
    assert done.code == 1
    assert "marked above OFFICIAL, which is published sealed only" in done.err
    assert not output.exists()


def test_build_refuses_half_a_plan(advisor, tmp_path: Path):
    sources = restricted(tmp_path / "sources")
    done = advisor("catalogue", "build", sources.path, "--profile", tmp_path / "p.yaml")
    assert done.code == 2


@pytest.mark.parametrize(
    ("people", "profile", "said"),
    [
        ({}, {"slots": 3, "slot_bytes": 16_384, "recipients": 1}, "Nobody is named to seal"),
        ({"SECRET": ["age1x"]}, {"slots": 3, "slot_bytes": 16_384, "recipients": 1}, "SECRET[0]"),
        ({"MOST": []}, {"slots": 3, "slot_bytes": 16_384, "recipients": 1}, "no classification"),
        ({}, {"slots": 3, "slot_bytes": 16_384}, "“recipients” is missing"),
        ({}, {"slots": 0, "slot_bytes": 16_384, "recipients": 1}, "A public profile has 1 to"),
        ({}, {"slots": 3, "slot_bytes": 16_384, "recipients": 1, "more": 1}, "no field “more”"),
    ],
    ids=["nobody", "no key", "no label", "missing", "none", "unknown"],
)
def test_plan_that_cannot_be_is_refused_with_the_reason(
    advisor, tmp_path: Path, people: dict, profile: dict, said: str
):
    sources, output = restricted(tmp_path / "sources"), tmp_path / "c.db"
    files = [sources.write("../recipients.yaml", people), sources.write("../profile.yaml", profile)]
    options = ["--recipients", files[0], "--profile", files[1], "--output", output]
    done = advisor("catalogue", "build", sources.path, *options)
    assert done.code == 1
    assert said in done.err
    assert not output.exists()


def test_demonstration_is_made_and_works_at_every_level(advisor, tmp_path: Path):
    folder = tmp_path / "rehearsal"
    made = advisor("--home", folder, "demo", "--json")
    assert made.code == 0, made.err
    data = json.loads(made.out)
    options = ["--site", data["site"], "--home", data["home"], "--catalogue", data["catalogue"]]
    sizes = []
    for reader in [None, *data["readers"][::3]]:
        signed_in = []
        if reader is not None:
            words = tmp_path / "words.txt"
            words.write_text(reader["passphrase"], "utf-8")
            signed_in = ["--identity", reader["identity"], "--passphrase-file", words]
        done = advisor(*options, *signed_in, "show", "lawful-interception", "--json")
        assert done.err.startswith("DEMONSTRATION")
        assert done.data["release"]["demonstration"] is True
        sizes.append(len(done.data["portions"]))
    assert sizes == [sizes[0], sizes[0], sizes[0] + 3]  # one of them is the site's own note
    noted = advisor(*options, "show", "air-support").out
    assert "Added by your site" in noted
    assert "Made up for this demonstration" in noted
    folders = options[:4]
    before = advisor(*folders, "release", "history", "--json").data["open"]
    assert advisor(*folders, "release", "apply", data["next_release"]).code == 0
    done = advisor(*folders, *signed_in, "show", "lawful-interception", "--json")
    assert len(done.data["portions"]) == sizes[-1]
    assert done.data["release"]["number"] == before + 1
    assert done.data["release"]["trust"] == "signed by 2 of 3"
    assert advisor("--home", folder, "demo").code == 1


def test_no_private_key_is_kept_beside_the_demonstration():
    from tests.support.project import ROOT, tracked_files  # noqa: PLC0415 - only here

    demo = [path for path in tracked_files() if ROOT / "resources" / "demo" in path.parents]
    assert {path.suffix for path in demo} == {".yaml"}
    assert not any(b"AGE-SECRET" in path.read_bytes() for path in demo)
