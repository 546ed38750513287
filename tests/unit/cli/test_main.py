from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from advisor import __main__ as program
from advisor.errors import AdvisorError
from advisor.settings import find_places


def test_no_command_opens_the_window_on_the_named_file(advisor, window, tmp_path: Path):
    done = advisor("--catalogue", tmp_path / "my.db", "--site", tmp_path / "s", "--home", tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
    ((catalogue, places),) = window.opened
    assert catalogue == tmp_path / "my.db"
    assert (places.site, places.home) == (tmp_path / "s", tmp_path)


def test_no_arguments_open_the_window_on_the_shipped_file(advisor, window):
    assert advisor().code == 0
    assert window.opened == [(None, find_places())]


def test_exit_code_of_the_window_is_the_programs(advisor, window):
    window.code = 3
    assert advisor().code == 3


def test_command_that_is_stopped_claims_nothing_of_what_was_done(advisor, monkeypatch):
    def stop(*arguments: object, **options: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("advisor.session.Session.search", stop)
    done = advisor("search", "boat")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "advisor: stopped.\nadvisor: hint: Nothing is half done. If something was to be changed, "
        "look whether it was.\n"
    )


def test_window_that_cannot_open_says_why(advisor, window, monkeypatch):
    def refuse(*arguments: object) -> int:
        raise AdvisorError("There is no screen.", hint="Use a command.")

    monkeypatch.setattr(window, "open", refuse)
    done = advisor()
    assert done.code == 1
    assert done.err == "advisor: error: There is no screen.\nadvisor: hint: Use a command.\n"


def test_command_never_opens_the_window(advisor, window, file: Path):
    assert advisor("questions", "--catalogue", file).code == 0
    assert window.opened == []


def test_tour_renders_pictures_of_the_named_catalogue(advisor, window, file: Path, tmp_path: Path):
    done = advisor("tour", "--catalogue", file, "--pictures", tmp_path / "p")
    assert done.code == 0
    assert window.opened == [(file, find_places())]
    assert "one.png" in done.out
    for command in ("search", "show", "check"):
        assert f"$ advisor {command}" in done.out


@pytest.mark.parametrize("before", [True, False])
def test_global_options_stand_before_or_after_the_command(advisor, file: Path, before: bool):
    options, command = ["--catalogue", file], ["show", "nca", "--json"]
    done = advisor(*options, *command) if before else advisor(*command, *options)
    assert done.data["release"]["number"] == 7


def test_value_is_looked_up_in_the_named_catalogue_wherever_that_is_named(advisor, file: Path):
    # “kidnap” is a threat area of this file only.
    done = advisor("search", "--threat", "kidnap", "cash", "--catalogue", file, "--json")
    assert (done.code, done.err) == (0, "")
    assert [found["id"] for found in done.data] == ["kidnap-unit"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("serach", "x"),
        ("search",),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--kind", "spell"),
        ("search", "x", "--threat", "kidnpa"),
        ("show",),
        ("check", "kidnap-unit", "--fact", "serius=yes"),
        ("check", "kidnap-unit", "--fact", "serious"),
        ("check", "kidnap-unit", "--fact", "serious=yes", "--fact", "serious=no"),
        ("check", "nca"),
        ("contacts", "--region", "atlantis"),
        ("contacts", "--force", "mars", "--region", "wales"),
        ("local",),
        ("local", "import"),
        ("--wrong",),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_prints_no_data(advisor, file: Path, arguments: tuple[str, ...]):
    done = advisor("--catalogue", file, *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "kidnap-unti"),
        ("check", "kidnap-unti"),
        ("local", "import", "missing.csv"),
        ("catalogue", "check", "nowhere"),
        ("catalogue", "build", "nowhere"),
    ],
    ids=" ".join,
)
def test_refusal_exits_1_with_the_reason_and_a_hint(advisor, file, arguments: tuple[str, ...]):
    done = advisor("--catalogue", file, *arguments)
    assert (done.code, done.out) == (1, "")
    first, second = done.err.splitlines()
    assert first.startswith("advisor: error: ")
    assert second.startswith("advisor: hint: ")


def test_unknown_names_are_told_with_the_nearest(advisor, file: Path):
    def err(*arguments: str) -> str:
        return advisor("--catalogue", file, *arguments).err

    assert "kidnap-unit" in err("show", "kidnap-unti")
    assert "serious" in err("check", "kidnap-unit", "--fact", "serius=yes").split("hint")[1]
    assert "yes" in err("check", "kidnap-unit", "--fact", "serious=yse").split("hint")[1]
    assert "Nearest: kidnap." in err("search", "x", "--threat", "kidnpa")


def test_text_that_acts_on_a_terminal_is_never_printed(advisor, file: Path):
    for command in (("show", "\x1b[2Jx\x07"), ("contacts", "--region", "\x1b]0;x\x07")):
        done = advisor("--catalogue", file, *command)
        assert "\x1b" not in done.out + done.err
        assert "\x07" not in done.out + done.err


def test_program_without_arguments_goes_to_the_window_at_once(monkeypatch, window):
    monkeypatch.setattr(sys, "argv", ["advisor"])
    monkeypatch.setattr(program, "open_window", window.open)
    assert program.main() == 0
    assert window.opened == [(None, find_places())]


def test_fault_of_ours_tells_the_place_and_never_the_values(monkeypatch, capsys):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(sys, "argv", ["advisor", "--version"])
    program.main()
    capsys.readouterr()
    try:
        {}["CODEWORD"]
    except KeyError:
        sys.excepthook(*sys.exc_info())
    printed = capsys.readouterr().err
    assert "a fault in the application: KeyError at test_main.py, line " in printed
    assert "CODEWORD" not in printed
