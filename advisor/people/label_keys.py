"""The public halves of a site's label keys, for the publisher to seal releases to."""

from __future__ import annotations

from advisor.clearance import Label, highest
from advisor.people.office import Affairs


def find_label_keys(affairs: Affairs) -> dict[Label, str]:
    """Return the newest public key of each label that an administrator holds, lowest first.

    What they do not hold is not theirs to hand on: the name of a label can be sensitive itself.
    """
    register = affairs.register
    return {label: register.current_key(label) for label in register.labels if affairs.holds(label)}


def to_recipients_file(keys: dict[Label, str]) -> bytes:
    """Return label keys as ``advisor catalogue build --recipients`` reads them."""
    lines = [f"# {highest(keys)}: the names of labels are as sensitive as what they mark"]
    lines += [f"{label}: [{key}]" for label, key in keys.items()]
    return "".join(f"{line}\n" for line in lines).encode()
