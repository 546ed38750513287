"""The theme, for every test of the kit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from advisor.ui import theme
from advisor.ui.colours import Look


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt say what its screen in memory says of every window."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


@pytest.fixture
def house(qapp: QApplication) -> Iterator[theme.Theme]:
    """The theme in its plainest state: light, 100 per cent."""
    found = theme.install(qapp, look=Look.LIGHT)
    yield found
    found.set_text_factor(1.0)
    found.choose(None)
