"""The window: the frame, the actions, and the session that fills them."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from advisor.clearance import OFFICIAL
from advisor.errors import AdvisorError
from advisor.ui import theme
from advisor.ui.actions import DEEDS, MENUS, Actions
from advisor.ui.area import Area
from advisor.ui.deeds import Deeds
from advisor.ui.frame import Frame
from advisor.ui.icons import Icon
from advisor.ui.leaving.page_leaving import PageLeaving
from advisor.ui.seat import NOT_SIGNED_IN, Seat, SeatKind
from advisor.ui.widgets.demonstration_strip import DEMONSTRATION
from advisor.ui.widgets.focus_frame import FocusFrame
from advisor.ui.widgets.navigation_bar import NavigationItem

if TYPE_CHECKING:
    from advisor.cases.shelf import Shelf
    from advisor.catalogue.directory import Contact
    from advisor.draft import Draft
    from advisor.enquiries import Tray
    from advisor.journal import Journal
    from advisor.session import Session
    from advisor.ui.workspace import Workspace

_LIST_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
}
_NAME = "Capability advisor"
#: Office work that needs no catalogue.
_OFFICE = frozenset({"people", "releases", "set_up", "audit", "identity", "additions", "slips"})
_WITHOUT_SESSION = _OFFICE | frozenset({"search", "life_at_risk"})
#: What others ask, which is kept for whoever is signed in.
_DESK = frozenset({"enquiries", "new_enquiry", "read_out", "take_referral"})
#: What is not there for whom: a signed-in window holds one catalogue and writes no plain file.
_NOT_FOR = {
    SeatKind.NOT_SIGNED_IN: frozenset({"lock"}) | _DESK,
    SeatKind.SIGNED_IN: frozenset({"sign_in", "open_catalogue", "bundled_catalogue", "local"}),
    SeatKind.SEEING_AS: _OFFICE
    | frozenset({"sign_in", "open_catalogue", "bundled_catalogue", "local", "see_as", "place"})
    | frozenset({"saved", "save_case", "slip", "print", "copy_entry", "changes"})
    | frozenset({"refer", "sheet"})
    | _DESK,
}
_FOOT = {
    SeatKind.NOT_SIGNED_IN: NavigationItem("sign_in", "Sign in", Icon.PERSON),
    SeatKind.SIGNED_IN: NavigationItem("lock", "Lock", Icon.LOCK, "Ctrl+L"),
    SeatKind.SEEING_AS: NavigationItem("quit", "Close this view", Icon.CLEAR),
}


class MainWindow(QMainWindow):
    """One reader's window.

    It can be typed into before any catalogue is open; what shows a session is
    loaded only then.

    Attributes:
        actions_by_name: Every deed of the reader.
        frame: What is the same on every screen.

    Signals:
        catalogue_wanted: The reader chose another catalogue file, or the shipped one (``None``).
        settings_changed: Something to be kept was chosen.
        sign_in_wanted: The reader wants to sign in.
        lock_wanted: The reader wants to lock what they signed in to.
        see_as_wanted: The reader wants to see it as somebody else (``View``).
        desk_wanted: The reader wants to do some office work, by its name.
        close_wanted: The reader closes the window; who listens decides what that ends.
    """

    catalogue_wanted = Signal(object)
    settings_changed = Signal()
    sign_in_wanted = Signal()
    lock_wanted = Signal()
    see_as_wanted = Signal(object)
    desk_wanted = Signal(str)
    close_wanted = Signal()

    def __init__(self, seat: Seat = NOT_SIGNED_IN) -> None:
        super().__init__()
        self._seat = seat
        self._workspace: Workspace | None = None
        self._instead: QWidget | None = None
        self._says_demonstration = False
        self.setWindowTitle(_NAME)
        self.actions_by_name = Actions(self)
        self.frame = Frame()
        self.setCentralWidget(self.frame)
        self._fill_menus()
        self._deeds = Deeds(self)
        self.frame.navigation.show_foot([_FOOT[seat.kind]])
        self.frame.urgent.clicked.connect(self.actions_by_name["life_at_risk"].trigger)
        theme.current().changed.connect(self._on_theme_changed)
        self.frame.show_marking(str(OFFICIAL), OFFICIAL.classification.value)
        self.frame.field.installEventFilter(self)
        self.frame.field.setFocus()
        self._focus_frame = FocusFrame(self)
        self._enable_actions()
        self.resize(1280, 800)

    def _fill_menus(self) -> None:
        menus = {name: self.frame.menu_bar.addMenu(name) for name in MENUS}
        for deed in DEEDS:
            if deed.starts_group:
                menus[deed.menu].addSeparator()
            menus[deed.menu].addAction(self.actions_by_name[deed.name])
        for action in self.actions_by_name.every():
            self.addAction(action)
        for name in _NOT_FOR[self._seat.kind]:
            self.actions_by_name[name].setVisible(False)
            self.actions_by_name[name].setEnabled(False)
        for area in (Area.SAVED, Area.ENQUIRIES):
            if area.value in _NOT_FOR[self._seat.kind]:
                self.frame.navigation.hide_section(area.value)

    # ── the session ──────────────────────────────────────────────────────────

    @property
    def workspace(self) -> Workspace | None:
        """The panes over the session; ``None`` until a catalogue is open."""
        return self._workspace

    @property
    def is_demonstration(self) -> bool:
        """Whether what is shown is for rehearsal only, which every screen and dialog says."""
        work = self._workspace
        if work is None:
            return self._says_demonstration
        return work.reader.session.catalogue.release.demonstration

    def show_session(
        self,
        session: Session,
        draft: Draft | None = None,
        journal: Journal | None = None,
        shelf: Shelf | None = None,
        tray: Tray | None = None,
    ) -> Workspace:
        """Show a catalogue that was opened.

        Args:
            session: What is readable of it.
            draft: What its reader had open before; without one, what was typed meanwhile is
                searched for.
            journal: What of it has to be recorded, and where; nothing, where ``None``.
            shelf: The reader's saved cases; those of nobody in particular, where ``None``.
            tray: Their enquiries; nobody keeps any, where ``None``.

        Returns:
            The panes over it.
        """
        from advisor.ui.workspace import Workspace  # noqa: PLC0415 - the window opens without

        if self._workspace is not None:
            self._workspace.close()
        self._forget_instead()
        self.frame.show_notice("")
        self._enable_actions(has_session=True)
        self._workspace = Workspace(
            session,
            self.frame,
            self.actions_by_name,
            self,
            seat=self._seat,
            draft=draft,
            journal=journal,
            shelf=shelf,
            tray=tray,
        )
        self._serve(self._workspace)
        self._workspace.settings_changed.connect(self.settings_changed)
        self._workspace.title_changed.connect(self._on_title_changed)
        self._workspace.dialog_wanted.connect(self._deeds.open_dialog)
        self.frame.show_demonstration(is_one=self.is_demonstration)
        self._on_title_changed(self._workspace.title)
        self._fold()
        return self._workspace

    def _serve(self, workspace: Workspace) -> None:
        """Let the menus do what they say over a session."""
        from advisor.ui.referring.referring import Referring  # noqa: PLC0415 - as above

        if self._seat.kind is not SeatKind.SEEING_AS:
            PageLeaving(workspace.reader, self.actions_by_name, workspace)
            Referring(workspace, self.actions_by_name)
        if workspace.desk is not None:
            workspace.desk.listen(self.actions_by_name)

    def show_failure(self, error: AdvisorError, urgent: tuple[Contact, ...] = ()) -> None:
        """Say why a catalogue could not be opened, and offer to choose another.

        Args:
            error: Why.
            urgent: The site's own urgent contacts, which need no catalogue.
        """
        from advisor.ui.start_failure import StartFailure  # noqa: PLC0415 - hardly ever needed

        if self._workspace is not None:
            self.show_message(f"{error.message} {error.hint or ''}")
            self.frame.bring_forward(the_list=False)
            return
        failure = StartFailure(error, urgent)
        failure.choose_wanted.connect(self.actions_by_name["open_catalogue"].trigger)
        failure.bundled_wanted.connect(self.actions_by_name["bundled_catalogue"].trigger)
        self._show_instead(failure)

    def show_sign_in(
        self,
        words: tuple[str, str, str],
        urgent: tuple[Contact, ...],
        *,
        is_demonstration: bool = False,
    ) -> None:
        """Show the way to sign in, where nothing else may be shown.

        Args:
            words: The heading, the sentence and the button.
            urgent: Whom to ring meanwhile.
            is_demonstration: Whether the catalogue is for rehearsal.
        """
        self._says_demonstration = is_demonstration
        self.frame.show_demonstration(is_one=is_demonstration)
        self._on_title_changed(words[0])
        from advisor.ui.signing_in.sign_in_page import SignInPage  # noqa: PLC0415 - as above

        page = SignInPage(*words, urgent)
        page.sign_in_wanted.connect(self.sign_in_wanted)
        self._show_instead(page)
        page.take_focus()

    def _show_instead(self, page: QWidget) -> None:
        """Show a page where there is no session to show."""
        self._forget_instead()
        self._instead = page
        self.frame.details.addWidget(page)
        self.frame.details.setCurrentWidget(page)
        self.frame.bring_forward(the_list=False)

    def _forget_instead(self) -> None:
        if self._instead is not None:
            self.frame.details.removeWidget(self._instead)
            self._instead.hide()
            self._instead.deleteLater()
            self._instead = None

    def show_message(self, text: str) -> None:
        """Show a message above the page; under the menus, where there is no session to page."""
        if self._workspace is not None:
            self._workspace.pane.message.show_message(text)
        else:
            self.frame.show_notice(text)

    def _enable_actions(self, *, has_session: bool = False) -> None:
        for deed in DEEDS:
            always = deed.menu in {"&File", "&Help"} or deed.name in _WITHOUT_SESSION
            always = always and deed.name not in {"print", "words"}
            is_for = deed.name not in _NOT_FOR[self._seat.kind]
            self.actions_by_name[deed.name].setEnabled(is_for and (has_session or always))

    # ── Qt's own ─────────────────────────────────────────────────────────────

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the reader closes the window, before it is gone."""
        self.close_wanted.emit()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows and Enter work the list without leaving the search field."""
        if (
            watched is self.frame.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._is_list_key(event)
        ):
            return True
        return super().eventFilter(watched, event)

    def _is_list_key(self, event: QKeyEvent) -> bool:
        """Do what a key in the search field means for the list; say whether it meant anything."""
        workspace, key = self._workspace, Qt.Key(event.key())
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        if workspace is None or event.modifiers() not in plain:
            return False
        if key in _LIST_STEPS:
            workspace.search_pane.step(_LIST_STEPS[key])
            return True
        chosen = workspace.search_pane.chosen_id
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and chosen is not None:
            workspace.open_entry(chosen)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with Esc what is nearest: end finding, clear the search, go back."""
        if event.key() == Qt.Key.Key_Escape and self._workspace is not None:
            self._workspace.leave_nearest()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the frame to the room there is."""
        super().resizeEvent(event)
        self._fold()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._fold()

    def _fold(self) -> None:
        self.frame.fold(self.width(), self.height())
        if self._workspace is not None:
            self._workspace.pane.show_list_button(visible=self.frame.is_one_pane)
            self._workspace.show_status()

    @Slot(str)
    def _on_title_changed(self, words: str) -> None:
        said = [DEMONSTRATION] if self.is_demonstration else []
        if self._seat.kind is SeatKind.SEEING_AS and self._workspace is not None:
            label = self._workspace.reader.session.clearance.label
            said.append(self._seat.say(label, is_short=False))
        said += [words] if words else []
        self.setWindowTitle(" – ".join([*said, _NAME]))
