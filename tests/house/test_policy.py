"""Every setting of the policy stands in the manual as it is in the code."""

from __future__ import annotations

import dataclasses
import tomllib

import pytest

from advisor.policy import SETTINGS, Policy, Setting, say_value
from tests.support.project import ROOT

MANUAL = ROOT / "docs" / "formats" / "policy.md"
NOT_SETTINGS = {"faults", "set_by_site"}


def row(setting: Setting) -> str:
    rule = setting.rule
    cells = (
        f"`{setting.name}`",
        rule.takes,
        say_value(setting.usual),
        say_value(rule.strictest),
        rule.help,
    )
    return f"| {' | '.join(map(str, cells))} |"


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_setting_is_in_the_manual(setting: Setting):
    assert row(setting) in MANUAL.read_text("utf-8").splitlines()


def test_manual_names_no_other_setting():
    rows = [line for line in MANUAL.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert rows == [row(setting) for setting in SETTINGS.values()]


def test_example_of_the_manual_sets_every_setting():
    example = MANUAL.read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
    found = tomllib.loads(example)
    assert set(found) == set(SETTINGS)
    assert [name for name in found if not SETTINGS[name].rule.takes.accepts(found[name])] == []


def test_every_attribute_of_the_policy_is_a_setting():
    assert {field.name for field in dataclasses.fields(Policy)} - NOT_SETTINGS == set(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_values_that_nobody_wrote_are_ones_that_it_takes(setting: Setting):
    assert setting.rule.takes.accepts(setting.usual)
    assert setting.rule.takes.accepts(setting.rule.strictest)
