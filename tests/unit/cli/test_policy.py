"""``advisor policy show``: what applies, from where, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.policy import SETTINGS, policy_path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    policy_path(tmp_path).write_text("sign_in_required = true\nidle_minutes = 30\n", "utf-8")
    return tmp_path


def test_what_applies_is_printed_with_its_origin(advisor, site: Path):
    done = advisor("policy", "show", "--site", site)
    assert (done.code, done.err) == (0, "")
    assert "- sign_in_required = true  (site policy)\n" in done.out
    assert "- idle_minutes = 30  (site policy)\n" in done.out
    assert "- clipboard_seconds = 60  (usual value)\n" in done.out
    assert all(setting.rule.help in " ".join(done.out.split()) for setting in SETTINGS.values())


def test_data_name_every_setting_and_the_file(advisor, site: Path):
    data = advisor("policy", "show", "--site", site, "--json").data
    assert data["file"] == str(policy_path(site))
    assert [setting["name"] for setting in data["settings"]] == list(SETTINGS)
    assert data["settings"][1] == {
        "name": "idle_minutes",
        "value": 30,
        "origin": "site policy",
        "takes": "a whole number from 1 to 120",
        "help": "Minutes without keyboard and mouse until it locks.",
    }
    assert data["faults"] == []


@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
def test_faults_are_messages_and_the_exit_code_says_so(advisor, site: Path, as_json: list[str]):
    policy_path(site).write_text("idle_minuts = 30\nclipboard_seconds = 1\n", "utf-8")
    done = advisor("policy", "show", "--site", site, *as_json)
    assert done.code == 1
    error, first, second, hint = done.err.splitlines()
    assert error == f"advisor: error: Mistakes in “{policy_path(site)}”: 2."
    assert first.startswith("  policy.toml:1: idle_minuts: There is no setting “idle_minuts”.")
    assert second.startswith("  policy.toml:2: clipboard_seconds: “1” is not")
    assert hint.startswith("advisor: hint: ")
    assert "strictest" in done.out


def test_faults_are_data_as_well(advisor, site: Path):
    policy_path(site).write_text("idle_minuts = 30\n", "utf-8")
    data = advisor("policy", "show", "--site", site, "--json").data
    assert data["faults"] == [
        {
            "file": "policy.toml",
            "line": 1,
            "field": "idle_minuts",
            "reason": "There is no setting “idle_minuts”.",
            "remedy": "Nearest names: idle_minutes.",
        }
    ]


def test_site_without_a_policy_is_no_fault(advisor, tmp_path: Path):
    done = advisor("policy", "show", "--site", tmp_path / "nowhere", "--json")
    assert (done.code, done.err) == (0, "")
    assert {setting["origin"] for setting in done.data["settings"]} == {"usual value"}


def test_home_has_no_say(advisor, tmp_path: Path):
    policy_path(tmp_path).write_text("idle_minutes = 120\n", "utf-8")
    done = advisor("policy", "show", "--home", tmp_path, "--site", tmp_path / "site", "--json")
    assert done.data["settings"][1]["value"] == 15


def test_catalogue_is_not_needed(advisor, site: Path, tmp_path: Path):
    done = advisor("policy", "show", "--site", site, "--catalogue", tmp_path / "none.db")
    assert done.code == 0
