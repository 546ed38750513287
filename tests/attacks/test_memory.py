"""Attacks 71 and 74: what a crash leaves behind, and who may read a process that holds keys."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import wait_until_gone
from tests.support.project import ROOT

_CANARY = "CANARY-3F1C"
_HARDENED = "from advisor.sealing.hardening import keep_memory_private; keep_memory_private();"
_LIMIT = (
    "import resource; most = resource.getrlimit(resource.RLIMIT_CORE)[1];"
    "resource.setrlimit(resource.RLIMIT_CORE, (most, most));"
)


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a folder where a core file would be written."""
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="core files are not Windows'")
def test_a_crash_leaves_no_core_file(tmp_path):
    told = "print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)"
    crash = f"text = '{_CANARY}'; import os; os.abort()"
    child = run(tmp_path, f"{_LIMIT} {_HARDENED} {told}; {crash}")
    assert child.returncode < 0
    assert child.stdout == "(0, 0)\n"
    assert list(tmp_path.iterdir()) == []
    assert _CANARY not in child.stdout + child.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a promise for Linux only")
def test_no_other_process_of_the_user_may_read_the_memory(tmp_path):
    dumpable = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    assert run(tmp_path, dumpable).stdout == "1\n"
    assert run(tmp_path, f"{_HARDENED} {dumpable}").stdout == "0\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a promise for Linux only")
def test_process_that_works_on_a_passphrase_ends_with_the_one_that_started_it(tmp_path):
    work = (
        "import time; from advisor.sealing import unlocking;"
        "unlocking.read_all = lambda most: (print('at work', flush=True), time.sleep(600));"
        "unlocking.child_main()"
    )
    start = (
        f"import subprocess, os; child = subprocess.Popen([sys.executable, '-c', {work!r}],"
        f" cwd={str(ROOT)!r}, stdout=subprocess.PIPE); child.stdout.readline();"
        "print(child.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    parent = run(tmp_path, start)
    assert parent.returncode == -9, parent.stderr
    wait_until_gone(int(parent.stdout), 5)
