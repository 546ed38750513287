"""Every widget is drawn in every look and text size, without a word from Qt."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from advisor.ui.colours import Look
from advisor.ui.theme import Theme
from tests.ui.kit.gallery import PAGES, render


@pytest.mark.parametrize("factor", [1.0, 1.5])
@pytest.mark.parametrize("look", Look)
def test_gallery_is_drawn(house: Theme, qtbot, tmp_path: Path, look: Look, factor: float) -> None:
    pictures = render(tmp_path, look, factor)
    assert len(pictures) == len(PAGES)
    for path in pictures:
        picture = QImage(str(path))
        assert len(set(bytes(picture.constBits()))) > 50
