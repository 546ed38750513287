"""The Qt application, dressed: what every process of ours with a window starts from."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtWidgets import QApplication

from advisor.policy import load_policy
from advisor.settings import Places, load_settings
from advisor.ui import theme
from advisor.ui.colours import look_of
from advisor.ui.garbage import collect_on_this_thread
from advisor.ui.locking.capture_guard import CaptureGuard

_log = logging.getLogger(__name__)
#: What could put other code, other pictures or other colours into our process (case 81), or have
#: Qt print what is typed.
_UNWANTED: Final = (
    *("PYTHON", "LD_", "DYLD_", "GTK_MODULES", "QML"),
    *("QT_PLUGIN", "QT_STYLE", "QT_LOGGING", "QT_DEBUG"),
)
_UNWANTED_WHOLE: Final = frozenset(
    {"QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_PLATFORMTHEME", "QT_QPA_GENERIC_PLUGINS"}
)
#: Where windows may be shown: on this computer. Qt's ``vnc`` serves them to the network.
_PLATFORM: Final = "QT_QPA_PLATFORM"
_PLATFORMS: Final = frozenset(
    {"xcb", "wayland", "wayland-egl", "windows", "direct2d", "cocoa", "offscreen", "minimal"}
)


def is_unwanted(name: str, value: str = "") -> bool:
    """Tell whether a variable of the environment has no business in a process of ours."""
    if name == _PLATFORM:
        named = {each.partition(":")[0] for each in value.split(";") if each}
        return not named <= _PLATFORMS
    return name.startswith(_UNWANTED) or name in _UNWANTED_WHOLE


def dress(places: Places) -> QApplication:
    """Return the Qt application, in the colours and the text size that its reader chose."""
    for name in [name for name, value in os.environ.items() if is_unwanted(name, value)]:
        del os.environ[name]  # before Qt reads them
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    collect_on_this_thread(qt)
    if not load_policy(places.site).screen_capture:
        CaptureGuard(qt)
    qt.setApplicationName("capability-advisor")
    qt.setApplicationDisplayName("Capability advisor")
    qt.setDesktopFileName("capability-advisor")
    settings = load_settings(places.home)
    theme.install(qt, look=look_of(settings.theme), factor=settings.text_percent / 100)
    return qt


def log_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log where a bug is, never what it was about: that may be what nobody may leave behind."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    _log.error("bug: %s at %s", kind.__name__, place)
    del error
