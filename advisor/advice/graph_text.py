"""A decision graph as text: a table to read or listen to, Mermaid, JSON.

The table says all that the picture says, and is for keyboard and screen reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advisor.advice.graph import Caption, DecisionGraph, GraphNode, NodeKind
from advisor.advice.outcome import Outcome

_MERMAID_CLASSES = {
    Outcome.AVAILABLE: "yes",
    Outcome.AVAILABLE_AFTER: "after",
    Outcome.NOT_AVAILABLE: "no",
}
_MERMAID_STYLES = (
    "classDef yes fill:#e3f1e4,stroke:#1f6b2b,color:#10250f",
    "classDef after fill:#e2ecf8,stroke:#1d4f8c,color:#0d2038",
    "classDef no fill:#f8e5e3,stroke:#9c2b1f,color:#3a0f0a",
)


@dataclass(frozen=True)
class Row:
    """One row of the table: what one answer to one question leads to.

    Attributes:
        node: Id of the question.
        question: The question, or what is required, with what it is made of.
        answer: The answer, or the answers that lead to the same.
        leads_to: What comes next: a question, or an outcome with its route and steps.
        target: Id of what comes next.
        sources: Keys of the sources that the question rests on.
    """

    node: str
    question: str
    answer: str
    leads_to: str
    target: str
    sources: tuple[str, ...] = ()


def to_rows(graph: DecisionGraph) -> tuple[Row, ...]:
    """Return a graph as rows, in reading order; rules that ask nothing have one row."""
    if not graph.nodes[0].edges:
        leaf = graph.nodes[0]
        return (Row("", "Nothing is asked", "Whatever the case", _say(leaf), leaf.id),)
    return tuple(
        Row(
            node.id,
            _full_text(node),
            edge.text,
            _say(graph.by_id[edge.target]),
            edge.target,
            node.sources,
        )
        for node in graph.nodes
        for edge in node.edges
    )


def to_table(graph: DecisionGraph, caption: Caption) -> str:
    """Return a graph as a table in Markdown, with its marking at top and bottom."""
    return "\n".join((*_table_lines(graph, caption), ""))


def to_mermaid(graph: DecisionGraph, caption: Caption) -> str:
    """Return a graph in Mermaid, a text from which other programs draw it.

    The marking is a comment at top and bottom, and part of the picture's title.
    """
    lines = [
        "---",
        f"title: {_quoted(f'{caption.marking} · {caption.title} · {caption.release}')}",
        "---",
        f"%% {_one_line(caption.marking)}",
        "flowchart LR",
        *_mermaid_nodes(graph),
        *_mermaid_edges(graph),
        *(f"  {style}" for style in _MERMAID_STYLES),
        f"%% {_one_line(graph.note)}" if graph.note else "%% Every answer is pictured.",
        f"%% {_one_line(caption.marking)}",
        "",
    ]
    return "\n".join(lines)


def graph_to_json(graph: DecisionGraph, caption: Caption) -> dict[str, Any]:
    """Return a graph in the shape that scripts rely on."""
    return {
        "entry": graph.entry,
        "title": caption.title,
        "marking": caption.marking,
        "exact": graph.exact,
        "note": graph.note,
        "nodes": [_node_to_json(node) for node in graph.nodes],
    }


def _say(node: GraphNode) -> str:
    """Return what a node is, for somebody who is led to it."""
    if node.kind is NodeKind.OUTCOME:
        return f"{node.id}. {'. '.join(_unstopped((node.text, *node.lines)))}."
    return f"{node.id}. {node.text}"


def _unstopped(texts: tuple[str, ...]) -> Iterator[str]:
    yield from (text.rstrip(".") for text in texts)


def _full_text(node: GraphNode) -> str:
    return f"{node.text} {' '.join(node.lines)}".rstrip()


def _table_lines(graph: DecisionGraph, caption: Caption) -> Iterator[str]:
    yield from (caption.marking, "", f"# {_one_line(caption.title)}", "")
    yield from (caption.release, "")
    if graph.note:
        yield from (graph.note, "")
    yield "| no. | question | answer | leads to | sources of the question |"
    yield "|---|---|---|---|---|"
    for row in to_rows(graph):
        cells = (row.node, row.question, row.answer, row.leads_to, caption.say_sources(row.sources))
        yield f"| {' | '.join(map(_cell, cells))} |"
    yield from ("", caption.marking)


def _cell(text: str) -> str:
    return _one_line(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _mermaid_nodes(graph: DecisionGraph) -> Iterator[str]:
    for node in graph.nodes:
        text = _quoted("<br/>".join((f"{node.id}. {_plain(node.text)}", *map(_plain, node.lines))))
        if node.kind is NodeKind.OUTCOME and node.outcome is not None:
            yield f"  n{node.id}([{text}]):::{_MERMAID_CLASSES[node.outcome]}"
        else:
            yield f"  n{node.id}[{text}]"


def _mermaid_edges(graph: DecisionGraph) -> Iterator[str]:
    for node in graph.nodes:
        for edge in node.edges:
            yield f"  n{node.id} -->|{_quoted(_plain(edge.text))}| n{edge.target}"


def _plain(text: str) -> str:
    """Return text that Mermaid takes for nothing else."""
    escaped = {"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;", "#": "&#35;"}
    return "".join(escaped.get(character, character) for character in _one_line(text))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'


def _node_to_json(node: GraphNode) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind.value,
        "text": node.text,
        "lines": list(node.lines),
        "fact": node.fact,
        "outcome": node.outcome.value if node.outcome else None,
        "sources": list(node.sources),
        "edges": [
            {
                "answer": edge.text,
                "values": list(edge.values),
                "ranges": [{"from": low, "to": high} for low, high in edge.ranges],
                "to": edge.target,
            }
            for edge in node.edges
        ],
    }
