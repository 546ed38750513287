"""Offers to open the site's release, where an administrator has just changed it.

Nobody's release changes under them: they read on what they have until they take the offer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from advisor.ui.main_window import MainWindow
from advisor.ui.tasks import Task, TaskRunner
from advisor.ui.widgets.message_strip import MessageStrip


def find_open_release(site: Path) -> int | None:
    """Return the number of the release that a site opens at the next start; ``None`` for none.

    Nothing is proved by it: it is verified when it is opened.

    Args:
        site: The site folder.
    """
    if not (site / "releases").exists():
        return None
    from advisor.signing.errors import RefusedReleaseError  # noqa: PLC0415 - most sites have none
    from advisor.signing.shelf import Shelf, release_of  # noqa: PLC0415

    try:
        installed = Shelf(site).load()
    except RefusedReleaseError:
        return None
    return release_of(installed.current) if installed else None


@dataclass(frozen=True)
class Offer:
    """How somebody gets to the site's release.

    Attributes:
        words: What they do, as a sentence.
        deed: Words of the button that does it.
        take: Does it.
    """

    words: str
    deed: str
    take: Callable[[], None]


class NewRelease(QObject):
    """Looks whether the site opens another release than the window shows.

    Args:
        window: The window.
        site: The site folder.
        runner: What reads.
        offer: What is offered then.
        parent: What it belongs to.
    """

    def __init__(
        self,
        window: MainWindow,
        site: Path,
        runner: TaskRunner,
        offer: Offer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._site, self._runner, self._offer = window, site, runner, offer
        self._message: MessageStrip | None = None

    @Slot()
    def look(self) -> None:
        """Look now, off the window's thread."""
        task = Task(partial(find_open_release, self._site), self)
        task.succeeded.connect(self._on_found)
        self._runner.start(task)

    @Slot(object)
    def _on_found(self, number: int | None) -> None:
        workspace = self._window.workspace
        if workspace is None or number is None:
            return
        shown = workspace.reader.session.catalogue.release.release
        if number != shown:
            said = f"Release {number} is open at this site now. You read release {shown} still."
            message = workspace.pane.message
            if message is not self._message:
                message.deed_wanted.connect(self._on_deed)
                self._message = message
            workspace.show_message(f"{said} {self._offer.words}", self._offer.deed)

    @Slot(str)
    def _on_deed(self, words: str) -> None:
        if words == self._offer.deed:
            self._offer.take()
