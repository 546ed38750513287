"""Where the application starts: no command opens the window, anything else is the command line.

Imports stand inside the branches, so that the command line never loads Qt and the
window never waits for the command line.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from advisor.settings import Places, find_places


def main() -> int:
    """Run the application and return its exit code."""
    sys.excepthook = _tell_fault
    if sys.argv[1:] == ["--unlock-identity"]:
        from advisor.sealing.unlocking import child_main  # noqa: PLC0415 - a process of its own

        return child_main()
    if sys.argv[1:] == ["--read-workbook"]:
        from advisor.authoring.reading_process import child_main as read_main  # noqa: PLC0415

        return read_main()
    if sys.argv[1:] == ["--make-lower-note"]:
        from advisor.notes.lower_process import child_main as make_main  # noqa: PLC0415

        return make_main()
    if sys.argv[1:] == ["--window"]:
        from advisor.ui.signing_in.window_process import main as window_main  # noqa: PLC0415

        return window_main()
    if len(sys.argv) == 1:
        return open_window(None, find_places())
    from advisor.cli.main import run  # noqa: PLC0415 - the window does without it

    return run(sys.argv[1:], open_window, render_pictures)


def open_window(
    catalogue: Path | None,
    places: Places,
    identity: Path | None = None,
    passphrase_file: Path | None = None,
) -> int:
    """Open the window, sign in if an identity is named, and return its exit code once closed."""
    from advisor.ui.app import run  # noqa: PLC0415 - the command line does without Qt

    return run(catalogue, places, identity, passphrase_file)


def render_pictures(folder: Path, catalogue: Path | None, places: Places) -> list[Path]:
    """Render the window off screen into a folder and return the pictures' paths."""
    from advisor.ui.pictures import render  # noqa: PLC0415 - the command line does without Qt

    return render(folder, catalogue, places)


def _tell_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Say where a fault of ours is, never what was being worked on: it may be protected."""
    del error
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "an unknown place"
    if trace is not None:
        code = trace.tb_frame.f_code
        place = f"{Path(code.co_filename).name}, line {trace.tb_lineno}, in {code.co_qualname}"
    print(  # noqa: T201 - the last words of a process, whatever else works
        f"advisor: error: a fault in the application: {kind.__name__} at {place}.\n"
        "advisor: hint: Tell your administrator these two lines.",
        file=sys.stderr,
    )


if __name__ == "__main__":
    sys.exit(main())
