"""Enquiries from the command line."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import msgspec
import pytest

from advisor.advice import Answers
from advisor.clearance import OFFICIAL
from advisor.cli.enquiry import enquiry
from advisor.enquiries import Status, Tray
from advisor.enquiries.enquiry import Unmet
from advisor.enquiries.taking_on import put_to_wait, take_on_waiting
from advisor.errors import AdvisorError
from advisor.notes.answer_sheet import say_sheet
from advisor.notes.referral import make_referral, seal_referral
from advisor.policy import policy_path
from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity
from advisor.session import Session
from tests.support.labelled import ABOVE, IDS, RELEASE, everything, open_at
from tests.support.sealed import LABELS, Site
from tests.support.sealing import somebody

#: What age adds to a header at random.
GREASE = 1024
ME, OTHER = somebody(40), somebody(41)


class Unlocked:
    """In place of the seconds that a passphrase takes."""

    def __call__(self, file: Path, passphrase_file: Path | None, home: Path) -> Identity:
        return OTHER if file.name == "other.age" else ME


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr("advisor.cli.context.unlock", Unlocked())
    site = Site(tmp_path / "one")
    site.publish(part_sections(everything(), RELEASE))
    site.grant(ME, LABELS[1:3])
    site.grant(OTHER, LABELS[1:2])
    return site


@pytest.fixture
def at_site(advisor, site: Site, tmp_path: Path):
    at = ("--site", site.places.site, "--home", site.places.home, "--catalogue", site.file)

    def run(*words: object, who: str | None = "me.age"):
        signed_in = ("--identity", tmp_path / who) if who else ()
        return advisor("enquiry", *words, *at, *signed_in)

    return run


def test_enquiries_need_somebody_who_is_signed_in(at_site):
    done = at_site("list", who=None)
    assert (done.code, "--identity" in done.err) == (1, True)


def test_enquiry_is_taken_down_changed_listed_found_and_closed(at_site):
    opened = at_site("open", "Op Thistle", "--unit", "ROCU", "--tactic", IDS[0], "--json").data
    assert (opened["status"], opened["tactics"]) == ("open", [IDS[0]])
    changed = at_site(
        "set", "Op Thistle", "--for", "OFFICIAL", "--tactic", IDS[1], "--review", "2020-01-01",
        "--about", "A boat at night.", "--json",
    ).data  # fmt: skip
    assert (changed["tactics"], changed["unit"]) == ([IDS[0], IDS[1]], "ROCU")
    at_site("open", "Op Rush")
    assert [one["name"] for one in at_site("list", "--json").data] == ["Op Thistle", "Op Rush"]
    assert "review is due" in at_site("list").out
    found = at_site("list", "--search", "boat NIGHT", "--json").data
    assert [one["name"] for one in found] == ["Op Thistle"]
    shown = at_site("show", "Op Thistle")
    assert "A boat at night." in shown.out
    assert at_site("close", "Op Thistle", "--unmet", "too-late").code == 0
    assert at_site("list", "--status", "closed", "--json").data[0]["unmet"] == "too-late"
    assert at_site("delete", "Op Rush").code == 0
    assert len(at_site("list", "--json").data) == 1


def test_paragraph_is_marked_as_what_it_draws_on_unless_its_author_says_otherwise(at_site):
    at_site("open", "Op Thistle", "--tactic", IDS[0], "--tactic", IDS[1])
    assert f"marked {LABELS[2]}" in at_site("say", "Op Thistle", "Ring first.").err
    assert "marked OFFICIAL" in at_site("say", "Op Thistle", "Hello.", "--marking", "OFFICIAL").err
    assert at_site("say", "Op Thistle", "--take-out", "1").code == 0
    assert [one["text"] for one in at_site("show", "Op Thistle", "--json").data["words"]] == [
        "Hello."
    ]
    refused = at_site("say", "Op Thistle", "No.", "--marking", "TOP SECRET")
    assert (refused.code, "You cannot mark" in refused.err) == (1, True)


def test_note_is_written_for_the_asker_only_once_nothing_leaks(at_site, tmp_path: Path):
    at_site("open", "Op Thistle", "--for", "OFFICIAL", "--tactic", IDS[0], "--tactic", IDS[1])
    leak = ABOVE[LABELS[1]]
    at_site("say", "Op Thistle", f"Ask about {leak}.", "--marking", "OFFICIAL")
    output = tmp_path / "note.html"
    looked = at_site("note", "Op Thistle", "--json").data
    assert [(hit["text"], hit["place"]) for hit in looked["hits"]] == [(leak, "your paragraph 1")]
    assert looked["left_out"][0]["what"] == "Tactic"
    refused = at_site("note", "Op Thistle", "--output", output)
    assert (refused.code, leak in refused.err, output.exists()) == (1, True, False)
    assert at_site("note", "Op Thistle", "--output", output, "--confirm", leak).code == 0
    assert ABOVE[LABELS[2]] not in output.read_text()
    kept = at_site("show", "Op Thistle", "--json").data
    assert (kept["status"], kept["notes"][0]["file"]) == ("advised", "note.html")
    named = at_site("note", "Op Thistle", "--output", tmp_path / f"{leak}.html")
    assert (named.code, leak in named.err) == (1, True)


def test_figures_carry_no_names_and_no_cell_runs(at_site, site: Site, tmp_path: Path):
    at_site("open", "=Op Thistle", "--unit", "@ROCU", "--tactic", IDS[0], "--about", "-x")
    at_site("set", "=Op Thistle", "--unmet", "no-capacity", "--unmet-words", "=cmd")
    output = tmp_path / "figures.csv"
    assert "lets files up to" in at_site("figures", "--output", output).err
    policy_path(site.places.site).write_text('export_up_to = "SECRET"\n')
    assert at_site("figures", "--output", output).code == 0
    text = output.read_text("utf-8-sig")
    assert not [word for word in ("Thistle", "ROCU", "cmd", "-x") if word in text]
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == rows[-1] == [str(LABELS[2])]
    assert all(row[0][0] not in "=+-@" for row in rows)
    assert at_site("figures", "--json").data["enquiries"] == 1


def test_figures_for_a_lower_marking_may_be_written_where_their_own_may_not(
    at_site, tmp_path: Path
):
    at_site("open", "Op Thistle", "--tactic", IDS[0])
    at_site("open", "Op Rush", "--tactic", IDS[2])
    output = tmp_path / "figures.csv"
    assert at_site("figures", "--output", output).code == 1
    done = at_site("figures", "--for", "OFFICIAL", "--output", output)
    assert (done.code, "not counted: 1" in done.err) == (0, True)
    rows = list(csv.reader(output.read_text("utf-8-sig").splitlines()))
    assert rows[0] == rows[-1] == ["OFFICIAL"]
    assert ["Status", "open", "1"] in rows
    assert not [row for row in rows for cell in row if ABOVE[LABELS[2]] in cell]
    told = at_site("figures", "--for", "OFFICIAL", "--json").data
    assert (told["marking"], told["enquiries"]) == ("OFFICIAL", 1)
    assert at_site("figures", "--for", "TOP SECRET").code == 2


def test_nothing_of_an_enquiry_is_told_to_others_or_with_less_open(
    at_site, site: Site, tmp_path: Path
):
    at_site("open", "Op Thistle", "--tactic", IDS[2])
    folder = site.places.home / "enquiries"
    (path,) = folder.glob("[!.]*")
    held = path.read_bytes() + path.name.encode()
    assert not [word for word in (b"Thistle", IDS[2].encode(), b"SECRET") if word in held]
    listed = at_site("list", who="other.age")
    assert (listed.out, "Thistle" in listed.err) == ("Enquiries: 0\n", False)
    refused = at_site("show", "Op Thistle", who="other.age")
    nothing = at_site("show", "Op Nothing", who="other.age")
    assert refused.err.replace("Thistle", "Nothing") == nothing.err
    assert folder.stat().st_mode & 0o077 in {0o055, 0}


def test_length_of_a_file_tells_nothing_but_its_steps(at_site, site: Site):
    at_site("open", "Op A", "--about", "x")
    at_site("open", "Op B", "--about", "x" * 500)
    sizes = [path.stat().st_size for path in (site.places.home / "enquiries").glob("[!.]*")]
    assert max(sizes) - min(sizes) < GREASE


def test_damaged_enquiry_is_told_and_the_others_are_listed(at_site, site: Site):
    at_site("open", "Op Thistle")
    (site.places.home / "enquiries" / "broken.age").write_bytes(b"{}")
    listed = at_site("list")
    assert "Enquiries: 1" in listed.out
    assert "broken.age" in listed.err
    assert (site.places.home / "enquiries" / "broken.unreadable").exists()


def referral_file(session: Session, path: Path, who: Identity, **said: object) -> Path:
    day = datetime.date(2026, 6, 3)
    made = make_referral(session, Answers(), day, about="A boat.", looked_at=(IDS[0],))
    made = msgspec.structs.replace(made, **said)
    path.write_bytes(seal_referral(made, who.recipient))
    return path


def test_referral_is_taken_on_with_what_this_release_knows_of_it(at_site, tmp_path: Path):
    said = {"answers": {"no_such_fact": "yes"}, "looked_at": (IDS[0], "gone"), "release": 99}
    session = open_at(everything(), OFFICIAL)
    file = referral_file(session, tmp_path / "one.referral", ME, **said)
    done = at_site("open", "Op Thistle", "--referral", file, "--json")
    assert (done.data["tactics"], done.data["description"]) == ([IDS[0]], "A boat.")
    assert done.data["answers"] == {"no_such_fact": "yes"}
    assert "newer than the one" in done.err
    assert "“gone”, which is not here" in done.err
    assert "does not know the question “no_such_fact”; they answered: yes." in done.err


def test_referral_to_another_rocc_is_refused_in_words(at_site, tmp_path: Path):
    file = referral_file(open_at(everything(), OFFICIAL), tmp_path / "one.referral", OTHER)
    done = at_site("open", "Op Thistle", "--referral", file)
    assert (done.code, "was not sealed to your identity" in done.err) == (1, True)
    assert at_site("list", "--json").data == []


def test_referrals_that_wait_are_taken_on_at_the_next_sign_in(tmp_path: Path):
    session = open_at(everything(), LABELS[1])
    put_to_wait(tmp_path, referral_file(session, tmp_path / "a", ME))
    put_to_wait(tmp_path, referral_file(session, tmp_path / "b", OTHER))
    tray = Tray.open(tmp_path, ME, {})
    told = {one.file is None: one.words for one in take_on_waiting(tmp_path, session, ME, tray)}
    assert told[True] == "Taken on: Referral of 2026-06-03."
    assert "“referral chosen on " in told[False]
    assert "was not sealed to your identity" in told[False]
    (kept,) = Tray.open(tmp_path, ME, {}).all
    assert (kept.case.name, kept.case.tactics) == ("Referral of 2026-06-03", (IDS[0],))
    assert len(list((tmp_path / "referrals").iterdir())) == 1
    (tmp_path / "c").write_bytes(b"nothing of the kind")
    with pytest.raises(AdvisorError, match="is not a referral"):
        put_to_wait(tmp_path, tmp_path / "c")


def test_sheet_is_taken_on_under_its_own_marking(at_site):
    session = open_at(everything(), OFFICIAL)
    line = say_sheet(session, Answers())
    done = at_site("open", "Op Thistle", "--line", line, "--for", str(LABELS[1]), "--json")
    assert done.data["clearance"] == str(LABELS[1])
    misheard = at_site("open", "Op Rush", "--line", line, "--marking", str(LABELS[1]))
    assert (misheard.code, "misheard" in misheard.err) == (2, True)


def test_every_status_and_every_unmet_need_can_be_said():
    can_be_said = {one.name: one.type for one in enquiry.commands["set"].params}
    assert list(can_be_said["status"].choices) == [one.value for one in Status]
    assert list(can_be_said["unmet"].choices) == [one.value for one in Unmet]
