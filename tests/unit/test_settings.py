from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.settings import Places, UserSettings, find_places, load_settings, save_settings

CHOSEN = UserSettings(region="south-east", force="surrey-police", text_percent=150, theme="dark")


def test_settings_are_kept(tmp_path: Path):
    save_settings(tmp_path / "home", CHOSEN)
    assert load_settings(tmp_path / "home") == CHOSEN


def test_home_without_settings_has_the_usual_ones(tmp_path: Path):
    assert load_settings(tmp_path / "nowhere") == UserSettings()


def test_field_of_a_newer_version_is_passed_over(tmp_path: Path):
    (tmp_path / "settings.json").write_text('{"region": "wales", "hologram": {"on": [1]}}')
    assert load_settings(tmp_path) == UserSettings(region="wales")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff", b"[]", b'{"text_percent": "big"}', b'{"x": ' + b"[" * 100_000, b"\x00"],
    ids=["empty", "open", "bytes", "list", "type", "deep", "nul"],
)
def test_settings_that_cannot_be_understood_are_put_aside(tmp_path: Path, content: bytes):
    (tmp_path / "settings.json").write_bytes(content)
    assert load_settings(tmp_path) == UserSettings()
    assert (tmp_path / "settings.unreadable").read_bytes() == content


@pytest.mark.parametrize("percent", [-5, 0, 49, 401, 10**9])
def test_text_size_that_nobody_could_read_is_no_setting(tmp_path: Path, percent: int):
    (tmp_path / "settings.json").write_text(f'{{"text_percent": {percent}, "region": "wales"}}')
    assert load_settings(tmp_path).text_percent == 100


def test_folder_in_place_of_the_settings_is_passed_over(tmp_path: Path):
    (tmp_path / "settings.json").mkdir()
    assert load_settings(tmp_path) == UserSettings()


def test_home_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "home").write_bytes(b"")
    with pytest.raises(AdvisorError, match="could not be written"):
        save_settings(tmp_path / "home", CHOSEN)


def test_last_read_comes_first_once_and_twelve_are_kept():
    settings = UserSettings()
    for number in range(20):
        settings = settings.with_recent(f"entry-{number}")
    settings = settings.with_recent("entry-15")
    assert settings.recent[:3] == ("entry-15", "entry-19", "entry-18")
    assert len(settings.recent) == len(set(settings.recent)) == 12


@pytest.mark.parametrize(
    ("site", "home", "environment", "expected"),
    [
        (Path("s"), Path("h"), {"ADVISOR_SITE": "x", "ADVISOR_HOME": "y"}, ("s", "h")),
        (None, Path("h"), {"ADVISOR_SITE": "x", "ADVISOR_HOME": "y"}, ("x", "h")),
        (None, None, {"ADVISOR_SITE": " x ", "ADVISOR_HOME": "y"}, ("x", "y")),
    ],
)
def test_place_is_the_named_one_else_the_environments(
    site: Path | None, home: Path | None, environment: dict[str, str], expected: tuple[str, str]
):
    assert find_places(site, home, environment) == Places(Path(expected[0]), Path(expected[1]))


def test_place_that_nobody_named_is_the_platforms_own():
    places = find_places(None, None, {"ADVISOR_SITE": "  "})
    assert places.site != places.home
    assert "capability-advisor" in places.site.parts[-1]
