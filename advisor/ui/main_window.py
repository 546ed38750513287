"""The window: the frame, the actions, and the session that fills them."""
# ruff: noqa: N802  (Qt's own names are overridden)

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from advisor.clearance import OFFICIAL
from advisor.errors import AdvisorError
from advisor.ui import theme
from advisor.ui.actions import DEEDS, MENUS, Actions
from advisor.ui.deeds import Deeds
from advisor.ui.frame import Frame
from advisor.ui.widgets.demonstration_strip import DEMONSTRATION
from advisor.ui.widgets.focus_frame import FocusFrame

if TYPE_CHECKING:
    from advisor.catalogue.directory import Contact
    from advisor.session import Session
    from advisor.ui.start_failure import StartFailure
    from advisor.ui.workspace import Workspace

_LIST_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
}
_NAME = "Capability advisor"
_WITHOUT_SESSION = frozenset({"search"})


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
    """

    catalogue_wanted = Signal(object)
    settings_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._workspace: Workspace | None = None
        self._failure: StartFailure | None = None
        self.setWindowTitle(_NAME)
        self.actions_by_name = Actions(self)
        self.frame = Frame()
        self.setCentralWidget(self.frame)
        self._fill_menus()
        self._deeds = Deeds(self)
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

    # ── the session ──────────────────────────────────────────────────────────

    @property
    def workspace(self) -> Workspace | None:
        """The panes over the session; ``None`` until a catalogue is open."""
        return self._workspace

    @property
    def is_demonstration(self) -> bool:
        """Whether what is shown is for rehearsal only, which every screen and dialog says."""
        work = self._workspace
        return work is not None and work.reader.session.catalogue.release.demonstration

    def show_session(self, session: Session) -> None:
        """Show a catalogue that was opened; what was typed meanwhile is searched for."""
        from advisor.ui.workspace import Workspace  # noqa: PLC0415 - the window opens without

        if self._workspace is not None:
            self._workspace.close()
        self._forget_failure()
        self._enable_actions(has_session=True)
        self._workspace = Workspace(session, self.frame, self.actions_by_name, self)
        self._workspace.settings_changed.connect(self.settings_changed)
        self._workspace.title_changed.connect(self._on_title_changed)
        self.frame.show_demonstration(is_one=self.is_demonstration)
        self._on_title_changed(self._workspace.pane.title)
        self._fold()

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
        self._forget_failure()
        self._failure = failure = StartFailure(error, urgent)
        failure.choose_wanted.connect(self.actions_by_name["open_catalogue"].trigger)
        failure.bundled_wanted.connect(self.actions_by_name["bundled_catalogue"].trigger)
        self.frame.details.addWidget(failure)
        self.frame.details.setCurrentWidget(failure)
        self.frame.bring_forward(the_list=False)

    def _forget_failure(self) -> None:
        if self._failure is not None:
            self.frame.details.removeWidget(self._failure)
            self._failure.hide()
            self._failure.deleteLater()
            self._failure = None

    def show_message(self, text: str) -> None:
        """Show a message above the page."""
        if self._workspace is not None:
            self._workspace.pane.message.show_message(text)

    def _enable_actions(self, *, has_session: bool = False) -> None:
        for deed in DEEDS:
            always = deed.menu in {"&File", "&Help"} or deed.name in _WITHOUT_SESSION
            self.actions_by_name[deed.name].setEnabled(has_session or always)

    # ── Qt's own ─────────────────────────────────────────────────────────────

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
        said += [words] if words else []
        self.setWindowTitle(" – ".join([*said, _NAME]))
