"""The built folder, as somebody has it who has no Python: named by ``ADVISOR_FROZEN``."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from advisor.clearance import OFFICIAL, Label
from tests.support.canaries import CANARIES, canaries_in, canaries_within, title
from tests.support.desktop import private_desktop
from tests.support.investigator import first_result, search_for
from tests.support.publishing import Publisher
from tests.support.signing_in import make_person, make_site, running, signed_in

PROGRAM = os.environ.get("ADVISOR_FROZEN", "")
if not PROGRAM:
    pytest.skip("ADVISOR_FROZEN names no built program: docs/testing.md", allow_module_level=True)
MOST_MEGABYTES = 140


@pytest.fixture
def program() -> Path:
    return Path(PROGRAM).resolve(strict=True)


def run(program: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the program with an environment that holds nothing of a Python."""
    environment = {"HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [program, *arguments],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_selftest_passes(program: Path, tmp_path: Path):
    done = run(program, "selftest", home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_search_answers(program: Path, tmp_path: Path):
    done = run(program, "search", "ransom", "--json", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["id"] == "anti-kidnap-extortion"


def test_catalogue_is_checked_and_built(program: Path, tmp_path: Path):
    """An administrator authors with the built folder too."""
    sources = Path(__file__).resolve().parents[2] / "resources" / "catalogue"
    built = tmp_path / "new.db"
    done = run(program, "catalogue", "build", str(sources), "--output", str(built), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert built.is_file()


def test_release_is_imported_and_open(program: Path, tmp_path: Path):
    publisher, stick = Publisher(), tmp_path / "next.release"
    site = ("--site", str(tmp_path / "site"))
    stick.write_bytes(publisher.release(7))
    trust = publisher.root.last.fingerprint
    for command in (("verify",), ("preview", "--trust", trust), ("apply", "--trust", trust)):
        done = run(program, *site, "release", *command, str(stick), home=tmp_path)
        assert done.returncode == 0, done.stderr
    done = run(program, *site, "release", "history", "--json", home=tmp_path)
    assert json.loads(done.stdout)["open"] == 7


def test_pictures_are_rendered(program: Path, tmp_path: Path):
    done = run(program, "tour", "--pictures", str(tmp_path / "pictures"), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "pictures").glob("*.png"))


def test_window_opens(program: Path, tmp_path: Path):
    with private_desktop(tmp_path) as desktop, desktop.running([program]):
        desktop.find("Search", role="text")


def test_somebody_signs_in_reads_what_is_restricted_and_locks(program: Path, tmp_path: Path):
    person = make_person(tmp_path, "one", Label.parse("SECRET/ALDER"))
    site, home, place = (
        make_site(tmp_path / "site", person),
        tmp_path / "home",
        tmp_path / "desktop",
    )
    place.mkdir()
    with (
        private_desktop(place) as desktop,
        running(desktop, site, home, *signed_in(person), command=[program]) as advisor,
    ):
        advisor.wait_until_signed_in(person)
        search_for(desktop, CANARIES[person.clearance])
        first_result(desktop, title(person.clearance))
        advisor.lock()
        assert canaries_in(desktop.picture().encode()) <= canaries_within(OFFICIAL)


def test_what_could_use_a_network_is_not_there(program: Path):
    names = {path.name.split(".")[0].lower() for path in program.parent.rglob("*")}
    left_out = {"libqt6network", "qt6network", "qtnetwork", "libqt6qml", "qt6qml", "_ssl", "libssl"}
    assert names & left_out == set()


def test_what_hears_the_desktop_is_there(program: Path):
    assert list(program.parent.rglob("QtDBus.*"))


def test_no_link_leads_nowhere(program: Path):
    assert [path for path in program.parent.rglob("*") if not path.exists()] == []


def test_folder_stays_small(program: Path):
    files = [path for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) / 1e6 < MOST_MEGABYTES
