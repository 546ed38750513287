from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advisor.clearance import USUAL_VETTING, Classification, Label
from advisor.policy import SETTINGS, Origin, Policy, load_policy, policy_path

STRICTEST = {name: setting.rule.strictest for name, setting in SETTINGS.items()}
USUAL = {name: setting.usual for name, setting in SETTINGS.items()}


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str | bytes], Policy]:
    def write_and_load(content: str | bytes) -> Policy:
        data = content if isinstance(content, bytes) else content.encode()
        policy_path(tmp_path).write_bytes(data)
        return load_policy(tmp_path)

    return write_and_load


def values(policy: Policy) -> dict[str, object]:
    return {name: getattr(policy, name) for name in SETTINGS}


def lines(policy: Policy) -> list[str]:
    return [str(fault) for fault in policy.faults]


def test_site_without_a_policy_has_the_usual_values(tmp_path: Path):
    policy = load_policy(tmp_path)
    assert policy == load_policy(tmp_path / "nowhere") == Policy()
    assert values(policy) == USUAL
    assert {policy.origin(name) for name in SETTINGS} == {Origin.USUAL}


def test_usual_values_are_those_that_are_published():
    assert USUAL == {
        "sign_in_required": False,
        "idle_minutes": 15,
        "clipboard_seconds": 60,
        "copy_up_to": "TOP SECRET",
        "print_up_to": "OFFICIAL-SENSITIVE",
        "export_up_to": "OFFICIAL-SENSITIVE",
        "screen_capture": True,
        "local_keys": (),
        "unsigned_contacts": True,
        "audit_folder": "",
        "release_publishers": (),
        "wrong_clock": "refuse",
        "vetting": USUAL_VETTING,
    }
    assert STRICTEST == {
        "sign_in_required": True,
        "idle_minutes": 5,
        "clipboard_seconds": 10,
        "copy_up_to": "OFFICIAL",
        "print_up_to": "OFFICIAL",
        "export_up_to": "OFFICIAL",
        "screen_capture": False,
        "local_keys": (),
        "unsigned_contacts": True,
        "audit_folder": "",
        "release_publishers": ["none"],
        "wrong_clock": "refuse",
        "vetting": {},
    }


def test_policy_sets_what_it_names_and_leaves_the_rest(load):
    policy = load("idle_minutes = 30\n# or a dozen\nsign_in_required = true\n")
    assert values(policy) == {**USUAL, "idle_minutes": 30, "sign_in_required": True}
    assert policy.faults == ()
    assert policy.origin("idle_minutes") == "site policy"
    assert policy.origin("clipboard_seconds") == "usual value"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"# nothing yet\n",
        b"\xef\xbb\xbf" + b"# as Notepad saves it\r\n",
    ],
)
def test_policy_that_sets_nothing_is_no_fault(load, content: bytes):
    assert load(content) == Policy()


def test_value_at_each_end_of_a_range_is_taken(load):
    assert load("idle_minutes = 1\nclipboard_seconds = 600").faults == ()
    assert load("idle_minutes = 120\nclipboard_seconds = 5").faults == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "idle_minuts = 9",
            "idle_minuts: There is no setting “idle_minuts”. Nearest names: idle_minutes.",
        ),
        (
            "IDLE_MINUTES = 9",
            "IDLE_MINUTES: There is no setting “IDLE_MINUTES”. Nearest names: idle_minutes.",
        ),
        (
            "hologram = 1",
            f"hologram: There is no setting “hologram”. Settings: {', '.join(SETTINGS)}.",
        ),
        (
            "[site]\nidle_minutes = 9",
            f"site: There is no setting “site”. Settings: {', '.join(SETTINGS)}.",
        ),
        (
            "idle_minutes = 0",
            "idle_minutes: “0” is not a whole number from 1 to 120. Write it as: idle_minutes = 15",
        ),
        (
            "idle_minutes = 121",
            "idle_minutes: “121” is not a whole number from 1 to 120."
            " Write it as: idle_minutes = 15",
        ),
        (
            "idle_minutes = 9.0",
            "idle_minutes: “9.0” is not a whole number from 1 to 120."
            " Write it as: idle_minutes = 15",
        ),
        (
            "idle_minutes = true",
            "idle_minutes: “true” is not a whole number from 1 to 120."
            " Write it as: idle_minutes = 15",
        ),
        (
            'idle_minutes = "9"',
            "idle_minutes: The text “9” is not a whole number from 1 to 120."
            " Write it as: idle_minutes = 15",
        ),
        (
            f"idle_minutes = 0x{'f' * 9000}",
            "idle_minutes: So large a number is not a whole number from 1 to 120."
            " Write it as: idle_minutes = 15",
        ),
        (
            "sign_in_required = 1",
            "sign_in_required: “1” is not true or false. Write it as: sign_in_required = false",
        ),
        (
            'sign_in_required = "true"',
            "sign_in_required: The text “true” is not true or false."
            " Write it as: sign_in_required = false",
        ),
        (
            "sign_in_required = [true]",
            "sign_in_required: A list is not true or false. Write it as: sign_in_required = false",
        ),
        (
            "sign_in_required.today = true",
            "sign_in_required: A table is not true or false. Write it as: sign_in_required = false",
        ),
    ],
)
def test_fault_is_named_with_its_line_reason_and_remedy(load, line: str, said: str):
    policy = load(f"# agreed in June\n\nclipboard_seconds = 20\n{line}\n")
    assert lines(policy) == [f"policy.toml:4: {said}"]


def test_what_may_be_copied_printed_and_exported_is_decided_by_classification(load):
    policy = load('copy_up_to = "SECRET"\nprint_up_to = "OFFICIAL"\nexport_up_to = "TOP SECRET"\n')
    assert policy.faults == ()
    secret, sensitive, top = map(Label.parse, ("SECRET/ALDER", "OFFICIAL-SENSITIVE", "TOP SECRET"))
    assert policy.allows_copying(secret)
    assert not policy.allows_copying(top)
    assert not policy.allows_printing(sensitive)
    assert policy.allows_exporting(top)


@pytest.mark.parametrize("value", ['"secret"', '"SECRET/ALDER"', '"SECRET "', "3", '["SECRET"]'])
def test_with_a_fault_in_what_may_be_copied_nothing_above_official_may(load, value: str):
    policy = load(f"copy_up_to = {value}\n")
    assert "is not one of OFFICIAL, OFFICIAL-SENSITIVE, SECRET, TOP SECRET" in lines(policy)[0]
    assert not policy.allows_copying(Label.parse("OFFICIAL-SENSITIVE"))
    assert policy.allows_copying(Label.parse("OFFICIAL"))
    assert not policy.allows_printing(Label.parse("OFFICIAL-SENSITIVE"))
    assert not policy.allows_exporting(Label.parse("OFFICIAL-SENSITIVE"))


def test_vetting_of_a_site_replaces_the_usual_one_whole(load):
    policy = load('[vetting]\nMV = { classification = "SECRET", source = "Force order 12" }\n')
    assert policy.faults == ()
    assert policy.reach("MV") is Classification.SECRET
    assert policy.reach("DV") is None
    assert Policy().reach("DV") is Classification.TOP_SECRET
    assert Policy().reach("MV") is None


@pytest.mark.parametrize(
    "line",
    [
        'vetting = "SC"',
        '[vetting]\nSC = "SECRET"',
        '[vetting]\nSC = { classification = "SECRET" }',
        '[vetting]\nSC = { classification = "SECRET", source = " " }',
        '[vetting]\nSC = { classification = "secret", source = "x" }',
        '[vetting]\nSC = { classification = "SECRET/ALDER", source = "x" }',
        '[vetting]\nSC = { classification = ["SECRET"], source = "x" }',
        '[vetting]\nSC = { classification = "SECRET", source = "x", more = 1 }',
        '[vetting]\n"" = { classification = "SECRET", source = "x" }',
    ],
)
def test_with_a_fault_in_the_vetting_nobody_can_be_cleared(load, line: str):
    policy = load(line)
    assert policy.vetting == {}
    assert policy.reach("SC") is None
    assert "not levels of vetting, each with its classification and source" in lines(policy)[0]


def test_every_usual_level_has_a_source():
    assert all(row["source"] for row in USUAL_VETTING.values())
    assert {"MV", "AC", "eDV", "NPPV 1"}.isdisjoint(USUAL_VETTING)


@pytest.mark.parametrize("value", ["logs", "../logs", "~/logs", "/logs\\u0001"])
def test_folder_depends_on_nobody(load, value: str):
    assert "is not the whole path of a folder" in lines(load(f'audit_folder = "{value}"'))[0]


def test_every_fault_is_named_by_line(load):
    policy = load('one = 1\nidle_minutes = "x"\ntwo = 2\n')
    assert [(fault.line, fault.field) for fault in policy.faults] == [
        (1, "one"),
        (2, "idle_minutes"),
        (3, "two"),
    ]


def test_name_that_somebody_made_up_cannot_act_on_a_screen(load):
    policy = load('"\\u202ered\\nherring" = 1\n"' + "long" * 1000 + '" = 2')
    said = "".join(lines(policy))
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in said
    assert "\n" not in said
    assert len(said) < 700


@pytest.mark.parametrize(
    "fault", ["idle_minuts = 30", "sign_in_required = 0", "idle_minutes = 500", "[more]\nx = 1"]
)
def test_with_a_fault_what_is_not_soundly_set_is_strictest_and_the_rest_stands(load, fault: str):
    policy = load(f"clipboard_seconds = 300\n{fault}\n")
    assert values(policy) == {**STRICTEST, "clipboard_seconds": 300}
    assert policy.origin("clipboard_seconds") == "site policy"
    assert policy.origin("idle_minutes") == "strictest, because the policy has a fault"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"idle_minutes = 30\nidle_minutes = 40\n",
            "policy.toml:2: It is not TOML: Cannot overwrite a value.",
        ),
        (
            b"idle_minutes: 30\n",
            "policy.toml:1: It is not TOML: Expected '=' after a key in a key/value pair.",
        ),
        (b"idle_minutes = 30\nsign_in_required =", "policy.toml:2: It is not TOML: Invalid value."),
        (b"{" * 100, "policy.toml:1: It is not TOML: Invalid statement."),
        (b"x = 2026-13-45", "policy.toml:1: It is not TOML: Expected newline or end of document"),
        (b"x = " + b"9" * 5000, "policy.toml: It holds a value that cannot be."),
        (b"x = " + b"[" * 50_000, "policy.toml: It holds a value that cannot be."),
        ("idle_minutes = 30".encode("utf-16"), "policy.toml: It is not UTF-8 text. Save it as"),
        (b"#" * 65_537, "policy.toml: It is too large. Keep it to 65536 bytes."),
    ],
    ids=["twice", "colon", "open", "braces", "day", "digits", "deep", "utf-16", "large"],
)
def test_file_that_cannot_be_understood_sets_nothing(load, content: bytes, said: str):
    policy = load(content)
    (line,) = lines(policy)
    assert line.startswith(said)
    assert values(policy) == STRICTEST


def as_folder(path: Path) -> None:
    path.mkdir()


def as_link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


def as_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def as_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def as_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(path))


@pytest.mark.skipif(os.name == "nt", reason="Windows has none of these")
@pytest.mark.parametrize(
    "make", [as_folder, os.mkfifo, as_link_to_nothing, as_link_to_itself, as_device, as_socket]
)
def test_what_is_no_file_is_a_fault_and_keeps_nobody_waiting(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    make(policy_path(tmp_path))
    policy = load_policy(tmp_path)
    assert len(policy.faults) == 1
    assert values(policy) == STRICTEST


def test_file_that_cannot_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    policy_path(tmp_path).write_bytes(b"idle_minutes = 30")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    policy = load_policy(tmp_path)
    assert "It cannot be read: permission denied." in lines(policy)[0]
    assert values(policy) == STRICTEST


def test_share_that_is_away_is_a_fault_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def say_bad_net_path(*_: object) -> None:
        error = FileNotFoundError(2, "The network path was not found")
        error.winerror = 53
        raise error

    monkeypatch.setattr(Path, "lstat", say_bad_net_path)
    assert values(load_policy(tmp_path)) == STRICTEST


def test_file_in_place_of_the_site_folder_holds_no_policy(tmp_path: Path):
    (tmp_path / "site").write_bytes(b"")
    assert load_policy(tmp_path / "site") == Policy()


def test_path_that_cannot_be_is_a_fault():
    assert values(load_policy(Path("no\0where"))) == STRICTEST


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(content=b"idle_minutes = 0x" + b"f" * 60_000)
@example(content=b" " * 65_000)
@example(content=b"\n".join(b"a%d=" % n for n in range(9000)))
def test_whatever_the_file_holds_something_safe_applies(load, content: bytes):
    policy = load(content)
    for name, setting in SETTINGS.items():
        assert setting.rule.takes.accepts(getattr(policy, name))
        if policy.faults and name not in policy.set_by_site:
            assert getattr(policy, name) == setting.rule.strictest
