"""Deleting what a reader keeps, and putting it back: saved cases and enquiries alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from advisor.cases import Case
from advisor.cases.shelf import DeletedOf
from advisor.errors import AdvisorError
from advisor.ui.location import Location, Page

if TYPE_CHECKING:
    from advisor.ui.workspace import Workspace

C = TypeVar("C", bound=Case)


class Keeps(Protocol[C]):
    """Whoever keeps things of one kind."""

    def delete(self, kept_id: str, /) -> DeletedOf[C]:
        """Delete one."""
        ...

    def put_back(self, deleted: DeletedOf[C], /) -> None:
        """Put one back."""
        ...


class Deleting(Generic[C]):
    """Deletes what is shown, offers to put it back, and does.

    Args:
        workspace: Where it is shown.
        keeper: Keeps it.
        page: The page of one.
        undo: Words of the button that puts it back.
        fail: Told what could not be done.
    """

    def __init__(
        self,
        workspace: Workspace,
        keeper: Keeps[C],
        page: Page,
        undo: str,
        fail: Callable[[AdvisorError], None],
    ) -> None:
        self._workspace = workspace
        self._keeper = keeper
        self._page = page
        self._undo = undo
        self._fail = fail
        self._deleted: DeletedOf[C] | None = None

    def delete(self, kept_id: str) -> None:
        """Delete one, and offer to put it back."""
        try:
            self._deleted = self._keeper.delete(kept_id)
        except AdvisorError as error:
            self._fail(error)
            return
        self._workspace.show_page(Location(self._page))
        self._workspace.show_message(f"Deleted: {self._deleted.kept.case.name}.", self._undo)
        self._workspace.show_list()

    def put_back(self) -> None:
        """Put back the one that was deleted last."""
        deleted, self._deleted = self._deleted, None
        if deleted is None:
            return
        try:
            self._keeper.put_back(deleted)
        except AdvisorError as error:
            self._deleted = deleted
            self._fail(error)
            return
        self._workspace.show_page(Location(self._page, deleted.kept.case.id))
        self._workspace.show_message(f"Put back: {deleted.kept.case.name}.")
