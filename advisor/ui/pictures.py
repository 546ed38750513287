"""Pictures of the window, rendered off screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from advisor.advice import parse_answer
from advisor.errors import AdvisorError
from advisor.session import Session
from advisor.settings import Places
from advisor.ui.location import Location, Page
from advisor.ui.main_window import MainWindow

QUERY = "glass in the baby food and he wants paying"


def render(folder: Path, catalogue: Path | None, places: Places) -> list[Path]:
    """Render the window's main screens into a folder and return the files.

    Raises:
        AdvisorError: The folder cannot be written, or the catalogue cannot be opened.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from advisor.ui.app import make_application  # noqa: PLC0415 - Qt reads the platform first

    session = Session.open(catalogue, places)
    qt, application = make_application(places)
    window = application.window
    window.show_session(session)
    window.show()
    shots: tuple[tuple[str, Callable[[], None]], ...] = (
        ("1-start", window.update),
        ("2-search", lambda: _type(window, QUERY)),
        ("3-check", lambda: _check(window)),
        ("4-outcome", lambda: _answer(window)),
        ("5-rules", window.actions_by_name["rules"].trigger),
        ("6-advisor", window.actions_by_name["advisor"].trigger),
        ("7-contacts", lambda: _contacts(window)),
        ("8-life-at-risk", lambda: _open(window, Page.LIFE_AT_RISK, "")),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_shoot(window, folder / f"{name}.png", go) for name, go in shots]
    except OSError as error:
        raise AdvisorError(
            f"“{folder}” cannot be written.", hint="Choose another folder."
        ) from error
    finally:
        window.close()
        qt.quit()


def _type(window: MainWindow, text: str) -> None:
    window.frame.field.setText(text)
    window.frame.field.textEdited.emit(text)


def _check(window: MainWindow) -> None:
    window.actions_by_name["check"].trigger()


def _answer(window: MainWindow) -> None:
    """Know nothing of what the check asks, until it says what that comes to."""
    workspace = window.workspace
    if workspace is None or workspace.reader.location.page is not Page.CHECK:
        return
    reader, capability = workspace.reader, workspace.reader.location.subject
    while questions := reader.session.check(capability, reader.answers).questions:
        answer = parse_answer(questions[0].fact, "unknown")
        reader.answer(reader.answers.with_answer(questions[0].fact.name, answer))


def _contacts(window: MainWindow) -> None:
    window.actions_by_name["contacts"].trigger()
    _open(window, Page.REGION, "south-east")


def _open(window: MainWindow, page: Page, subject: str) -> None:
    if window.workspace is not None:
        window.workspace.reader.open(Location(page, subject))


def _shoot(window: MainWindow, path: Path, go: Callable[[], None]) -> Path:
    go()
    if window.workspace is not None:
        window.workspace.pane.show_due()
    settle()
    if not window.grab().save(str(path)):
        raise OSError(path)
    return path


def settle() -> None:
    """Let layouts and paints that are due happen now."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.sendPostedEvents()
