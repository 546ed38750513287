"""A decision graph as a picture: SVG with its marking at top and bottom.

Text is real text, so that it can be read out, searched and copied; outcomes differ in
words and shape as well as colour. Nothing is used that simple readers of SVG lack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from xml.sax import saxutils

from advisor.advice.graph import Caption, DecisionGraph, GraphNode, NodeKind
from advisor.advice.graph_layout import COLUMN_WIDTH, GAP_BETWEEN_COLUMNS, Box, Layout, lay_out
from advisor.advice.graph_wrapping import wrap
from advisor.advice.outcome import Outcome
from advisor.catalogue.quoting import CONTROL

_FONT = "font-family=\"'Segoe UI', 'Helvetica Neue', Arial, sans-serif\""
_TEXT, _SMALL, _LINE = 13, 11, 18
_PADDING = 12
#: What a line of a box has room for.
_ROOM = COLUMN_WIDTH - 2 * _PADDING
_MARGIN = 32
_HEAD, _FOOT = 104, 48
_LEAST_WIDTH = 640


@dataclass(frozen=True)
class Inks:
    """The colours of a picture, each as ``#rrggbb``.

    Attributes:
        paper: Behind everything.
        text: Words.
        muted: Words that say less.
        line: From an answer to what it leads to.
        question: Ground and edge of what is asked or required.
        outcomes: Ground and edge of each outcome.
    """

    paper: str
    text: str
    muted: str
    line: str
    question: tuple[str, str]
    outcomes: Mapping[Outcome, tuple[str, str]]


#: For a picture on paper, or on its own.
PRINTED = Inks(
    paper="#ffffff",
    text="#1b1f24",
    muted="#4d545c",
    line="#6b7580",
    question=("#f6f7f9", "#6b7580"),
    outcomes={
        Outcome.AVAILABLE: ("#e3f1e4", "#1f6b2b"),
        Outcome.AVAILABLE_AFTER: ("#e2ecf8", "#1d4f8c"),
        Outcome.NOT_AVAILABLE: ("#f8e5e3", "#9c2b1f"),
    },
)


def to_svg(graph: DecisionGraph, caption: Caption, inks: Inks = PRINTED) -> str:
    """Return a graph as an SVG document.

    Args:
        graph: The graph.
        caption: What is written round it.
        inks: Its colours.
    """
    return "\n".join((*_Drawing(graph, caption, inks).lines(), ""))


def find_boxes(graph: DecisionGraph, caption: Caption) -> Mapping[str, Box]:
    """Return where in the picture each node stands, by id, for a view that shows the way."""
    drawing = _Drawing(graph, caption, PRINTED)
    return {
        id_: replace(box, x=box.x + _MARGIN, y=box.y + drawing.head)
        for id_, box in drawing.boxes.items()
    }


@dataclass(frozen=True)
class _Line:
    """One line of text in a box.

    Attributes:
        text: The text.
        size: Its size in pixels.
        strong: Whether it is in bold.
        answer: The number of the edge that leaves here; ``None`` where none does.
    """

    text: str
    size: int = _TEXT
    strong: bool = False
    answer: int | None = None


class _Drawing:
    """One picture being drawn."""

    def __init__(self, graph: DecisionGraph, caption: Caption, inks: Inks) -> None:
        self._graph = graph
        self._caption = caption
        self._inks = inks
        self._texts = {node.id: tuple(self._box_lines(node)) for node in graph.nodes}

    @cached_property
    def _layout(self) -> Layout:
        return lay_out(self._graph, self._height_of)

    @property
    def boxes(self) -> Mapping[str, Box]:
        return self._layout.boxes

    def _height_of(self, node: str) -> float:
        return len(self._texts[node]) * _LINE + 2 * _PADDING

    @cached_property
    def _width(self) -> float:
        return max(self._layout.width + 2 * _MARGIN, _LEAST_WIDTH)

    @cached_property
    def _says(self) -> list[str]:
        """The release, and what somebody should know, in lines under the title."""
        says = " · ".join(filter(None, (self._caption.release, self._graph.note)))
        return wrap(says, self._width - 2 * _MARGIN, _SMALL)

    @property
    def head(self) -> float:
        """How far below the top the boxes begin."""
        return _HEAD + 15 * max(0, len(self._says) - 2)

    def lines(self) -> Iterator[str]:
        width = self._width
        height = self._layout.height + self.head + _FOOT + _MARGIN
        title = _escaped(f"{self._caption.title}: the rules as a picture")
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="title desc">'
        )
        yield f'<title id="title">{title}</title>'
        yield f'<desc id="desc">{_escaped(self._describe())}</desc>'
        yield f'<rect width="{width:.0f}" height="{height:.0f}" fill="{self._inks.paper}"/>'
        yield from self._frame(width, height)
        yield f'<g transform="translate({_MARGIN} {self.head:.0f})">'
        for node in self._graph.nodes:
            yield from self._edges(node)
        for node in self._graph.nodes:
            yield from self._box(node)
        yield from ("</g>", "</svg>")

    def _describe(self) -> str:
        asked = sum(node.kind is not NodeKind.OUTCOME for node in self._graph.nodes)
        ends = len(self._graph.nodes) - asked
        what = "Questions" if self._graph.exact else "Requirements"
        return (
            f"{self._caption.marking}. {self._caption.release}. {what}: {asked}. "
            f"Outcomes: {ends}. {self._graph.note}"
        ).rstrip()

    def _frame(self, width: float, height: float) -> Iterator[str]:
        """Yield the marking at top and bottom, the title and the release."""
        middle = width / 2
        for y in (22, height - 14):
            yield self._text(self._caption.marking, middle, y, _TEXT, strong=True, anchor="middle")
        yield self._text(self._caption.title, _MARGIN, 54, 18, strong=True)
        for place, line in enumerate(self._says):
            yield self._text(line, _MARGIN, 74 + 15 * place, _SMALL, muted=True)

    def _box_lines(self, node: GraphNode) -> Iterator[_Line]:
        for text in wrap(f"{node.id}. {node.text}", _ROOM, _TEXT, strong=True):
            yield _Line(text, strong=True)
        for said in node.lines:
            yield from (_Line(text) for text in wrap(said, _ROOM, _TEXT))
        for number, edge in enumerate(node.edges):
            wrapped = wrap(f"▸ {edge.text}", _ROOM, _TEXT)
            yield from (_Line(text) for text in wrapped[:-1])
            yield _Line(wrapped[-1], answer=number)
        cited = self._caption.say_sources(node.sources)
        if cited:
            yield from (_Line(text, _SMALL) for text in wrap(cited, _ROOM, _SMALL))

    def _box(self, node: GraphNode) -> Iterator[str]:
        box = self._layout.boxes[node.id]
        inks = self._inks
        fill, stroke = inks.question if node.outcome is None else inks.outcomes[node.outcome]
        radius = 3 if node.kind is not NodeKind.OUTCOME else 14
        yield (
            f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
            f'height="{box.height:.1f}" rx="{radius}" fill="{fill}" stroke="{stroke}" '
            f'stroke-width="1.5"/>'
        )
        for place, line in enumerate(self._texts[node.id]):
            y = box.y + _PADDING + (place + 0.75) * _LINE
            is_small = line.size == _SMALL
            x = box.x + _PADDING
            yield self._text(line.text, x, y, line.size, strong=line.strong, muted=is_small)

    def _edges(self, node: GraphNode) -> Iterator[str]:
        box = self._layout.boxes[node.id]
        for place, line in enumerate(self._texts[node.id]):
            if line.answer is not None:
                y = box.y + _PADDING + (place + 0.5) * _LINE
                yield from self._line(node, line.answer, box.right, y)

    def _line(self, node: GraphNode, number: int, x: float, y: float) -> Iterator[str]:
        """Yield the line of one answer, from the row it stands in to the box it leads to."""
        target = self._layout.boxes[node.edges[number].target]
        path = [f"M {x:.1f} {y:.1f}"]
        for bend in self._layout.bends.get((node.id, number), ()):
            path.append(_curve(x, y, x + GAP_BETWEEN_COLUMNS, bend))
            x, y = x + GAP_BETWEEN_COLUMNS + COLUMN_WIDTH, bend
            path.append(f"L {x:.1f} {y:.1f}")
        end = target.y + min(target.height / 2, _PADDING + _LINE / 2)
        path.append(_curve(x, y, target.x - 7, end))
        ink = self._inks.line
        yield f'<path d="{" ".join(path)}" fill="none" stroke="{ink}" stroke-width="1.3"/>'
        tip = f"{target.x:.1f},{end:.1f}"
        back = target.x - 8
        points = f"{tip} {back:.1f},{end - 4:.1f} {back:.1f},{end + 4:.1f}"
        yield f'<polygon points="{points}" fill="{ink}"/>'

    def _text(
        self,
        text: str,
        x: float,
        y: float,
        size: int,
        *,
        strong: bool = False,
        muted: bool = False,
        anchor: str = "start",
    ) -> str:
        weight = ' font-weight="bold"' if strong else ""
        colour = self._inks.muted if muted else self._inks.text
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" {_FONT} font-size="{size}"{weight} fill="{colour}" '
            f'text-anchor="{anchor}">{_escaped(text)}</text>'
        )


def _escaped(text: str) -> str:
    """Return text for a document; a character that none may hold would spoil all of it."""
    return saxutils.escape(CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"C {middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
