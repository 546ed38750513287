"""What is written in the boxes of a decision graph fits them in the typefaces at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from advisor.advice.graph_building import build_graph
from advisor.advice.graph_wrapping import wrap
from advisor.session import Session
from advisor.settings import Places

ROOM = 246


@pytest.mark.parametrize("family", ["DejaVu Sans", "Segoe UI", "Arial"])
@pytest.mark.parametrize("strong", [False, True])
def test_lines_of_every_picture_that_ships_fit(
    qapp: QApplication, tmp_path: Path, family: str, strong: bool
):
    del qapp
    font = QFont(family)
    font.setPixelSize(13)
    font.setBold(strong)
    metrics = QFontMetricsF(font)
    session = Session.open(None, Places(tmp_path / "site", tmp_path / "home"))
    for head in session.catalogue.heads:
        if session.can_check(head.id):
            for node in build_graph(session.advisor, head.id).nodes:
                said = [node.text, *node.lines, *(f"▸ {edge.text}" for edge in node.edges)]
                for line in (line for text in said for line in wrap(text, ROOM, 13, strong=strong)):
                    assert metrics.horizontalAdvance(line) <= ROOM + 6, line
