"""What a revocation does and does not do, said before it is done and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from advisor.clearance import Label
from advisor.people.register import Person
from advisor.people.revoking import RevocationDone

BUTTONS: Final = ("Revoke", "Keep it")


def say_question(person: Person, labels: Sequence[Label]) -> str:
    """Return what is asked."""
    return f"Revoke {_name(labels)} from {person.name}?"


def say_parts(labels: Sequence[Label]) -> list[tuple[str, str]]:
    """Return what follows, each part with its heading."""
    many = len(labels) > 1
    below = "These go together: nobody keeps a label without what is below it. " if many else ""
    keys = "Each of these labels gets a new key" if many else "The label gets a new key"
    return [
        (
            "What it does",
            f"{below}From now on this application refuses them at this site. {keys} that they "
            "never see, and whoever keeps the label is granted it.",
        ),
        (
            "What it does not do",
            "It takes nothing back. What they already hold stays readable to them: with a copy of "
            "their grants, every release until now, on old media as well. Recall those media.",
        ),
        (
            "What you have to do then",
            "Give the publisher the new label keys. The new key protects from the next release on.",
        ),
    ]


def say_done(done: RevocationDone) -> str:
    """Return what became of it, and what is left to do."""
    return (
        f"Revoked from {done.person.name}: {_name(done.labels)}. People granted the new key: "
        f"{done.granted_again}. Now give the publisher the new label keys."
    )


def _name(labels: Sequence[Label]) -> str:
    return ", ".join(map(str, labels))
