"""The command line as a script or a person has it: a process, its exit code, what it prints."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.resources import bundled_catalogue
from tests.support.builders import SourceFolder, access_fields, capability_fields

KIDNAP = "anti-kidnap-extortion"


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "advisor", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=False,
    )


def data(*arguments: str):
    """Run a command that answers, and return its JSON."""
    done = run(*arguments, "--json")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return json.loads(done.stdout)


def test_main_job():
    """Search in one's own words, read the entry, check access, see whom to ring."""
    found = data("search", "ransom", "call")
    assert found[0]["id"] == KIDNAP
    assert set(found[0]) >= {"id", "kind", "title", "marking", "score", "why", "snippet"}

    entry = data("show", KIDNAP)
    assert entry["title"] == found[0]["title"]
    assert entry["portions"]

    open_case = data("check", KIDNAP)
    assert open_case["outcome"] == "undecided"
    fact = open_case["questions"][0]["fact"]
    assert fact in [question["fact"] for question in data("questions")]
    assert open_case["contacts"]


def test_answers_for_a_person_end_with_the_rocc():
    for command in (("search", "ransom"), ("show", KIDNAP), ("check", KIDNAP), ("search", "qqqq")):
        done = run(*command)
        assert done.returncode == 0
        assert "including what is not listed here" in done.stdout


def test_global_options_stand_before_or_after_a_command(tmp_path: Path):
    missing = str(tmp_path / "none.db")
    before = run("--catalogue", missing, "search", "ransom")
    after = run("search", "ransom", "--catalogue", missing)
    assert before.returncode == after.returncode == 1
    assert before.stderr == after.stderr != ""


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "missing"),
        (b"", "empty"),
        (b"PK\x03\x04 a zip file", "foreign"),
        (b"SQLite format 3\0" + bytes(2000), "truncated"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unreadable_catalogue_is_refused_and_left_alone(
    tmp_path: Path, content: bytes | None, what: str
):
    del what
    file = tmp_path / "other.db"
    if content is not None:
        file.write_bytes(content)
    done = run("search", "ransom", "--json", "--catalogue", str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("advisor: error: ")
    assert "advisor: hint: " in done.stderr
    assert (file.read_bytes() if file.exists() else None) == content


def test_unknown_id_names_the_nearest():
    done = run("show", "anti-kidnap-extorsion", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert KIDNAP in done.stderr


@pytest.mark.parametrize("fact", ["no_such_fact=yes", "life_at_risk=perhaps", "life_at_risk"])
def test_wrong_fact_is_wrong_usage(fact: str):
    done = run("check", KIDNAP, "--fact", fact, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


@pytest.mark.parametrize(
    "query",
    ["a" * 10_000, "\x01\x1b[2J", "🚨" * 50, '"unbalanced (', "kind:* AND NOT", "' OR 1=1 --", " "],
    ids=["long", "control", "emoji", "unbalanced", "syntax", "sql", "blank"],
)
def test_any_query_is_answered(query: str):
    done = run("search", "--json", "--", query)
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), list)


def test_cut_or_newer_copy_of_the_catalogue_is_refused_with_the_reason(tmp_path: Path):
    whole = bytearray(bundled_catalogue().read_bytes())
    newer = whole[:60] + (99).to_bytes(4, "big") + whole[64:]
    for data, reason in ((whole[:-4096], "it is cut short"), (newer, "a newer version")):
        file = tmp_path / "copy.db"
        file.write_bytes(data)
        done = run("show", KIDNAP, "--catalogue", str(file))
        assert (done.returncode, done.stdout) == (1, "")
        assert reason in done.stderr
        assert file.read_bytes() == data
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("copy")] == ["copy.db"]


def test_ten_mistakes_in_one_file_are_ten_lines(tmp_path: Path):
    folder = SourceFolder(tmp_path / "sources")
    access = access_fields()
    access["requirements"][0]["when"] = {"fact": "serius", "is": True}
    fields = capability_fields(
        titel="a",
        summary="x" * 200,
        threats=["kidnpa"],
        sure="hihg",
        does=["a"],
        law=None,
        when="a",
        checked_on="2026-02-30",
        access=access,
        related=["nowhere"],
    )
    folder.write("capabilities/kidnap-unit.yaml", fields)
    done = run("catalogue", "check", str(folder.path))
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if line.startswith("error: ")]
    assert len(lines) == 10, done.stdout
    pattern = r"error: capabilities/kidnap-unit\.yaml:\d+:( [\w.\[\]]+:)? .+\. .+[.?]$"
    assert [line for line in lines if not re.match(pattern, line)] == []
    output = tmp_path / "out.db"
    built = run("catalogue", "build", str(folder.path), "--output", str(output))
    assert (built.returncode, built.stdout, output.exists()) == (1, "", False)
    assert "Mistakes in the sources: 10. Nothing was written." in built.stderr


def test_local_contacts_survive_a_round_trip_and_a_new_catalogue(tmp_path: Path):
    site, out = ("--site", str(tmp_path / "site")), tmp_path / "out.csv"
    assert run("local", "export", str(out), *site).returncode == 0
    columns = out.read_text("utf-8-sig").splitlines()[0].split(",")
    row = {"role": "kidnap-lead", "name": "Kidnap desk", "telephone": "01234 567890"}
    mine = tmp_path / "mine.csv"
    lines = [",".join(columns), ",".join(row.get(column, "") for column in columns)]
    mine.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert run("local", "import", str(mine), *site).returncode == 0
    assert run("local", "export", str(out), *site).returncode == 0
    assert "Kidnap desk" in out.read_text("utf-8-sig")

    rebuilt = tmp_path / "rebuilt.db"
    assert run("catalogue", "build", "--output", str(rebuilt), *site).returncode == 0
    where = ("--force", "Surrey Police", "--catalogue", str(rebuilt), *site)
    done = run("contacts", *where, "--json")
    local = [contact for contact in json.loads(done.stdout) if contact["local"]]
    assert [contact["name"] for contact in local] == ["Kidnap desk"]
    assert "Kidnap desk [local]" in run("contacts", *where).stdout


def test_import_with_bad_rows_names_all_of_them_and_writes_nothing(tmp_path: Path):
    mine = tmp_path / "mine.csv"
    mine.write_text(
        "role,name,telephone,region\nkidnap,A,01234,\nrocc,B,ring me,\nrocc,C,01234,Atlantis\n",
        encoding="utf-8",
    )
    done = run("local", "import", str(mine), "--site", str(tmp_path / "site"))
    assert (done.returncode, done.stdout) == (1, "")
    for line in (2, 3, 4):
        assert f"mine.csv:{line}: " in done.stderr
    assert not (tmp_path / "site").exists()


def test_contacts_of_a_region_are_in_order():
    found = data("contacts", "--region", "South East")
    ids = [contact["id"] for contact in found]
    assert ids.index("emergency-999") < ids.index("rocc-south-east") < ids.index("serocu-contact")
    assert {"id", "name", "role", "channels", "hours", "verified_on", "published"} <= set(found[0])
    for contact in found:
        assert bool(contact["channels"]) == contact["published"]


@pytest.mark.parametrize("place", ["--region=South Est", "--force=Surey Police"])
def test_unknown_place_is_wrong_usage_and_names_others(place: str):
    done = run("contacts", place, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "south-east" in done.stderr or "surrey-police" in done.stderr


def test_selftest_names_the_urgent_contacts_that_are_missing():
    done = run("selftest")
    for role in ("Force control room", "Force kidnap lead", "Duty ROCC, out of hours"):
        assert f"urgent contact missing: {role}" in done.stdout


def test_text_is_whole_on_a_terminal_of_another_code_page():
    command = [sys.executable, "-m", "advisor", "show", KIDNAP]
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(command, capture_output=True, env=env, timeout=60, check=False)
    assert done.returncode == 0
    assert " · " in done.stdout.decode("utf-8")


def test_selftest_passes():
    done = run("selftest")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("selftest passed")


def test_tour_does_the_main_job_and_saves_pictures(tmp_path: Path):
    done = run("tour", "--pictures", str(tmp_path / "pictures"))
    assert done.returncode == 0, done.stderr
    assert f"advisor check {KIDNAP}" in done.stdout
    assert str(tmp_path / "pictures") in done.stdout
    pictures = sorted((tmp_path / "pictures").glob("*.png"))
    assert pictures
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)


def test_module_and_script_are_the_same(tmp_path: Path):
    """``.venv/bin/advisor`` works from any folder."""
    script = Path(sys.executable).with_name("advisor.exe" if os.name == "nt" else "advisor")
    done = subprocess.run(
        [script, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == run("--version").stdout


INTERRUPTED = """
import signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from advisor.settings import Places
from advisor.ui.app import run
from advisor.ui.dressing import dress
places = Places(Path(sys.argv[1]), Path(sys.argv[1]))
dress(places)
def interrupt():
    windows = QApplication.topLevelWidgets()
    if any(getattr(window, "workspace", None) is not None for window in windows):
        timer.stop()
        signal.raise_signal(signal.SIGINT)
timer = QTimer()
timer.timeout.connect(interrupt)
timer.start(20)
sys.exit(run(None, places))
"""


def test_ctrl_c_in_the_terminal_closes_the_window(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert "bug" not in done.stderr
