"""A window that nobody uses locks in time, whatever happens to the clocks."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from advisor.ui.locking.idle_watch import COUNTED_SECONDS, NOTICE_SECONDS, IdleWatch, read_clock


@dataclass
class Clocks:
    """Two clocks that stand still until they are told to go on."""

    monotonic: float = 1000.0
    wall: float = 1_790_000_000.0

    def go_on(self, seconds: float) -> None:
        self.monotonic += seconds
        self.wall += seconds


@dataclass
class Unused:
    """A watch and what it has told."""

    watch: IdleWatch
    clocks: Clocks
    left: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.watch.left_changed.connect(self.left.append)
        self.watch.notice.connect(lambda: self.told.append("notice"))
        self.watch.due.connect(lambda: self.told.append("due"))

    def pass_seconds(self, seconds: int) -> None:
        """Let seconds pass one by one, looking at each as the timer does."""
        for _ in range(seconds):
            self.clocks.go_on(1)
            self.watch.tick()

    def jump(self, monotonic: float, wall: float) -> None:
        """Let the clocks jump apart, and look once."""
        self.clocks.monotonic += monotonic
        self.clocks.wall += wall
        self.watch.tick()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


def make(clocks: Clocks, idle_seconds: int) -> Unused:
    watch = IdleWatch(idle_seconds, monotonic=lambda: clocks.monotonic, wall=lambda: clocks.wall)
    return Unused(watch, clocks)


@pytest.fixture
def unused(qtbot: QtBot, clocks: Clocks) -> Unused:
    return make(clocks, 900)


def test_it_locks_once_the_time_is_over_and_not_before(unused: Unused):
    unused.pass_seconds(899)
    assert "due" not in unused.told
    unused.pass_seconds(1)
    assert unused.told == ["notice", "due"]
    unused.pass_seconds(60)
    assert unused.told == ["notice", "due"]


def test_seconds_are_counted_in_the_last_five_minutes_only(unused: Unused):
    unused.pass_seconds(900 - COUNTED_SECONDS - 1)
    assert unused.left == []
    unused.pass_seconds(3)
    assert unused.left == [300, 299, 298]
    unused.pass_seconds(298)
    assert unused.left == list(range(300, 0, -1))


def test_notice_is_given_half_a_minute_before_once(unused: Unused):
    unused.pass_seconds(900 - NOTICE_SECONDS - 1)
    assert unused.told == []
    unused.pass_seconds(10)
    assert unused.told == ["notice"]


def test_staying_begins_again_and_takes_the_count_off_the_screen(unused: Unused):
    unused.pass_seconds(880)
    unused.watch.stay()
    assert unused.left[-1] == 0
    unused.left.clear()
    unused.pass_seconds(599)
    assert unused.left == []
    unused.pass_seconds(300)
    assert unused.told == ["notice", "notice"]
    unused.pass_seconds(1)
    assert unused.told == ["notice", "notice", "due"]


def test_where_the_whole_time_is_counted_use_begins_the_count_again(clocks: Clocks, qtbot: QtBot):
    unused = make(clocks, 60)
    unused.pass_seconds(20)
    unused.watch.note_activity()
    unused.pass_seconds(1)
    assert unused.left[-3:] == [40, 60, 59]


def test_use_counts_at_most_once_a_second(unused: Unused):
    unused.clocks.go_on(0.5)
    unused.watch.note_activity()
    unused.pass_seconds(899)
    assert "due" not in unused.told
    unused.clocks.go_on(0.5)
    unused.watch.tick()
    assert "due" in unused.told


def test_whoever_wakes_the_computer_cannot_keep_it_open(unused: Unused):
    """A sleep that the bus did not announce: the first thing that is noticed is a key."""
    unused.pass_seconds(10)
    unused.clocks.go_on(8 * 3600)
    unused.watch.note_activity()
    assert unused.told == ["due"]
    unused.watch.stay()
    unused.watch.tick()
    assert unused.told == ["due"]


@pytest.mark.parametrize(
    ("monotonic", "wall"), [(900, 0), (0, 900), (900, -86_400), (-5, 900)], ids=str
)
def test_time_is_over_when_either_clock_says_so(unused: Unused, monotonic: int, wall: int):
    unused.jump(monotonic, wall)
    assert unused.told == ["due"]


def test_wall_clock_that_is_set_back_prolongs_nothing(unused: Unused):
    unused.pass_seconds(300)
    unused.jump(0, -3600)
    unused.pass_seconds(300)
    unused.jump(0, -86_400)
    unused.pass_seconds(299)
    assert "due" not in unused.told
    unused.pass_seconds(1)
    assert "due" in unused.told


def test_clock_that_stood_still_in_sleep_is_made_up_for_by_the_other(unused: Unused):
    """The computer slept for ten minutes, which only the clock on the wall knows."""
    unused.pass_seconds(100)
    unused.jump(0, 600)
    assert unused.left == [200]
    unused.pass_seconds(199)
    assert "due" not in unused.told
    unused.pass_seconds(1)
    assert "due" in unused.told


def test_short_sleep_locks_nothing(unused: Unused):
    unused.jump(0, 500)
    unused.watch.note_activity()
    unused.jump(0, 500)
    assert unused.told == []


def test_timer_looks_often_enough(unused: Unused):
    """A sleep shows a few seconds after it, and the last five minutes by the second."""
    timer = unused.watch._timer
    assert timer.isActive()
    assert timer.interval() == 5000
    unused.pass_seconds(598)
    assert timer.interval() == 2000
    unused.pass_seconds(2)
    assert timer.interval() == 1000
    unused.pass_seconds(300)
    assert not timer.isActive()


def test_it_runs_by_itself(qtbot: QtBot, clocks: Clocks):
    unused = make(clocks, 3)
    clocks.go_on(3)
    with qtbot.waitSignal(unused.watch.due, timeout=3000):
        assert unused.watch._timer.isActive()


def test_usual_clock_goes_on():
    assert read_clock() <= read_clock()


# ── what counts as use ───────────────────────────────────────────────────────


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    qtbot.waitUntil(window.isVisible)
    return window


def press_key(window: QWidget) -> None:
    QTest.keyClick(window, Qt.Key.Key_Down)


def press_button(window: QWidget) -> None:
    QTest.mousePress(window, Qt.MouseButton.LeftButton)


def move_pointer(window: QWidget) -> None:
    QTest.mouseMove(window, QPoint(17, 23))
    QTest.mouseMove(window, QPoint(19, 23))


def turn_wheel(window: QWidget) -> None:
    QTest.wheelEvent(window.windowHandle(), QPoint(10, 10), QPoint(0, 120))


def touch(window: QWidget) -> None:
    QTest.touchEvent(window, QTest.createTouchDevice()).press(0, QPoint(5, 5)).commit()


@pytest.mark.parametrize("use", [press_key, press_button, move_pointer, turn_wheel, touch])
def test_whatever_somebody_does_in_a_window_begins_again(unused: Unused, window: QWidget, use):
    unused.pass_seconds(880)
    use(window)
    assert unused.left[-1] == 0


def change_text(window: QWidget) -> None:
    window.setWindowTitle("Four results")
    window.repaint()


def open_below_pointer(window: QWidget) -> None:
    """Qt tells a window that comes to be below the pointer of a move that nobody made."""
    QTest.mouseMove(window, QPoint(30, 30))


@pytest.mark.parametrize("happening", [change_text, open_below_pointer])
def test_what_nobody_does_prolongs_nothing(unused: Unused, window: QWidget, happening):
    QTest.mouseMove(window, QPoint(29, 30))
    QTest.mouseMove(window, QPoint(30, 30))
    unused.pass_seconds(880)
    unused.left.clear()
    happening(window)
    assert unused.left == []
