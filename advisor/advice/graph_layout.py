"""Where the nodes of a decision graph stand, and by which way the lines run.

A layered layout from left to right: a node stands in the column of its depth, lines
that cross columns get a place in each, columns are ordered so that few lines cross
(barycentres, after Sugiyama, Tagawa and Toda, "Methods for visual understanding of
hierarchical system structures", IEEE Transactions SMC-11, 1981), and nothing that has
a size overlaps. Deterministic, and no more work than a fixed number of sweeps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from advisor.advice.graph import DecisionGraph, depths_of

COLUMN_WIDTH = 270
GAP_BETWEEN_COLUMNS = 90
_GAP_BETWEEN_NODES = 22
_GAP_AROUND_LINES = 10
_SWEEPS = 12


@dataclass(frozen=True)
class Box:
    """Where a node stands, in pixels from the top left of the drawing."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width


@dataclass(frozen=True)
class Layout:
    """Where everything is.

    Attributes:
        boxes: The box of each node, by id.
        bends: The heights at which a line crosses the columns between its ends, by node and
            number of the edge.
        width: Width of all.
        height: Height of all.
    """

    boxes: Mapping[str, Box]
    bends: Mapping[tuple[str, int], tuple[float, ...]]
    width: float
    height: float


#: A place in a column: a node, or a line that passes (node, number of the edge, column).
_Place = tuple[str, int, int]


def lay_out(graph: DecisionGraph, height_of: Callable[[str], float]) -> Layout:
    """Return where the nodes of a graph stand.

    Args:
        graph: The graph.
        height_of: How high the box of a node is, by its id.
    """
    columns, links = _columns(graph)
    for sweep in range(_SWEEPS):
        _order(columns, links, rightward=sweep % 2 == 0)

    def size(place: _Place) -> float:
        return height_of(place[0]) if place[1] < 0 else 0

    tops = _heights(columns, links, size)
    height = max(tops[place] + size(place) for column in columns for place in column)
    step = COLUMN_WIDTH + GAP_BETWEEN_COLUMNS
    boxes = {
        place[0]: Box(number * step, tops[place], COLUMN_WIDTH, size(place))
        for number, column in enumerate(columns)
        for place in column
        if place[1] < 0
    }
    return Layout(boxes, _bends(graph, tops), len(columns) * step - GAP_BETWEEN_COLUMNS, height)


def _columns(graph: DecisionGraph) -> tuple[list[list[_Place]], list[tuple[_Place, _Place]]]:
    """Return the places of each column, and what is joined from one column to the next."""
    depths = depths_of(graph.nodes)
    columns: list[list[_Place]] = [[] for _ in range(max(depths.values()) + 1)]
    links: list[tuple[_Place, _Place]] = []
    for node in graph.nodes:
        columns[depths[node.id]].append((node.id, -1, depths[node.id]))
    for node in graph.nodes:
        for number, edge in enumerate(node.edges):
            before: _Place = (node.id, -1, depths[node.id])
            for depth in range(depths[node.id] + 1, depths[edge.target]):
                place: _Place = (node.id, number, depth)
                columns[depth].append(place)
                links.append((before, place))
                before = place
            links.append((before, (edge.target, -1, depths[edge.target])))
    return columns, links


def _order(
    columns: list[list[_Place]], links: Sequence[tuple[_Place, _Place]], *, rightward: bool
) -> None:
    """Put each column in the order of the middle of what its places are joined to."""
    ranks = {place: rank for column in columns for rank, place in enumerate(column)}
    neighbours = _neighbours(links, of_left=rightward)
    for column in columns if rightward else reversed(columns):
        middles = {
            place: _mean([ranks[other] for other in neighbours.get(place, ())], ranks[place])
            for place in column
        }
        column.sort(key=middles.__getitem__)  # stable: equal middles keep their order
        ranks.update({place: rank for rank, place in enumerate(column)})


def _heights(
    columns: list[list[_Place]],
    links: Sequence[tuple[_Place, _Place]],
    size: Callable[[_Place], float],
) -> dict[_Place, float]:
    """Return the top of each place, near the middle of what it is joined to."""
    tops: dict[_Place, float] = {}
    for column in columns:
        _stack(column, dict.fromkeys(column, 0.0), size, tops)
    for sweep in range(_SWEEPS):
        rightward = sweep % 2 == 0
        neighbours = _neighbours(links, of_left=rightward)
        for column in columns if rightward else reversed(columns):
            wanted = {
                place: _mean(
                    [tops[one] + size(one) / 2 for one in neighbours.get(place, ())],
                    tops[place] + size(place) / 2,
                )
                - size(place) / 2
                for place in column
            }
            _stack(column, wanted, size, tops)
    least = min(tops.values())
    return {place: top - least for place, top in tops.items()}


def _stack(
    column: Sequence[_Place],
    wanted: Mapping[_Place, float],
    size: Callable[[_Place], float],
    tops: dict[_Place, float],
) -> None:
    """Put places as near as can be to where they are wanted, in order and apart.

    Places that would overlap become one block, which stands where it is best for all of
    them (pool adjacent violators, for the least sum of squares).
    """
    offsets, blocks = 0.0, []
    for place in column:
        blocks.append((wanted[place] - offsets, 1, [(place, offsets)]))
        offsets += size(place) + (_GAP_BETWEEN_NODES if size(place) else _GAP_AROUND_LINES)
        while len(blocks) > 1 and blocks[-2][0] >= blocks[-1][0]:
            (first, one, placed), (second, other, more) = blocks[-2:]
            mean = (first * one + second * other) / (one + other)
            blocks[-2:] = [(mean, one + other, placed + more)]
    for start, _, placed in blocks:
        tops.update({place: start + offset for place, offset in placed})


def _neighbours(
    links: Sequence[tuple[_Place, _Place]], *, of_left: bool
) -> dict[_Place, list[_Place]]:
    found: dict[_Place, list[_Place]] = {}
    for left, right in links:
        place, other = (right, left) if of_left else (left, right)
        found.setdefault(place, []).append(other)
    return found


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _bends(
    graph: DecisionGraph, tops: Mapping[_Place, float]
) -> dict[tuple[str, int], tuple[float, ...]]:
    found: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for (node, number, depth), top in tops.items():
        if number >= 0:
            found.setdefault((node, number), []).append((depth, top))
    return {key: tuple(top for _, top in sorted(bends)) for key, bends in found.items()}
