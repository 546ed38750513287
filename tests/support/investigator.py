"""What an investigator does in the window, by accessible names and with the keyboard alone."""

from __future__ import annotations

from tests.support.desktop import Desktop, Node


def search_for(desktop: Desktop, words: str) -> None:
    desktop.press("ctrl+k")
    desktop.wait_for("the keyboard in the search box", lambda _: at_search(desktop))
    desktop.type(words)


def at_search(desktop: Desktop):
    node = desktop.focus()
    return node if node and (node.role, node.name) == ("text", "Search") else None


def first_result(desktop: Desktop, title: str) -> None:
    def holds(nodes):
        items = [node for node in nodes if node.role == "list item"]
        return items[0] if items and items[0].name.startswith(title) else None

    desktop.wait_for(f"{title!r} as the first result", holds)


def question(nodes: list[Node]) -> str | None:
    """Return the number of the question on screen, if there is one."""
    return next((node.name for node in nodes if node.name.startswith("Question ")), None)


def chosen(nodes: list[Node], name: str) -> Node | None:
    """Return the answer of this name once it is chosen."""
    answers = (node for node in nodes if node.role == "radio button" and node.name == name)
    return next((node for node in answers if "checked" in node.states), None)


def answer(desktop: Desktop, wanted: str | None = None, *keys: str) -> None:
    """Answer the question on screen, with its first answer unless one is wanted.

    Args:
        desktop: Where.
        wanted: The answer.
        keys: What leads to it from the first one, where it is not in the first row.
    """
    nodes = desktop.look()
    asked = question(nodes)
    radios = [node for node in nodes if node.role == "radio button"]
    options = [node.name for node in radios]
    given = [node.name for node in radios if "checked" in node.states]
    start = given[0] if given else options[0]  # Tab enters a group there, arrows move in it
    desktop.tab_to(start, role="radio button")
    steps = options.index(wanted or options[0]) - options.index(start)
    desktop.press("space", *(keys or ["Right" if steps > 0 else "Left"] * abs(steps)))
    desktop.wait_for("the answer", lambda nodes: chosen(nodes, wanted or options[0]))
    desktop.press("Return")
    desktop.wait_for(
        "the next question or the outcome",
        lambda nodes: nodes[0] if nodes and question(nodes) != asked else None,
    )
