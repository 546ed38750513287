"""Run the application in a Python of its own, under a watch that is set first."""

from __future__ import annotations

import subprocess
import sys
import textwrap

from tests.support.project import ROOT

_RUN = """
import runpy, sys
{watch}
sys.argv = ["advisor", *{arguments!r}]
try:
    runpy.run_module("advisor", run_name="__main__")
except SystemExit as ended:
    if ended.code:
        raise
{then}
"""


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in the project's environment."""
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def run_advisor(
    *arguments: str, watch: str = "", then: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run one command of the application in a child process.

    Args:
        arguments: What is typed after ``advisor``.
        watch: Python code that runs before the application.
        then: Python code that runs after it.
    """
    code = _RUN.format(
        watch=textwrap.dedent(watch), arguments=list(arguments), then=textwrap.dedent(then)
    )
    return run_python(code)
