"""Arguments that name something of the catalogue, checked where they are typed."""

from __future__ import annotations

import difflib

import click

from advisor.catalogue.quoting import quoted
from advisor.cli.context import Invocation


class ThreatName(click.ParamType[str]):
    """A threat area of the catalogue in use."""

    name = "threat"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the threat area's key, or fail with the nearest ones."""
        if ctx is None:
            return value
        threats = ctx.ensure_object(Invocation).session.catalogue.threats
        keys = {
            name.casefold(): threat.key for threat in threats for name in (threat.title, threat.key)
        }
        typed = value.strip().casefold()
        if typed not in keys:
            near = difflib.get_close_matches(typed, list(keys), 3, 0.4)
            names = dict.fromkeys([keys[name] for name in near] or keys.values())
            self.fail(
                f"There is no threat area {quoted(value)}. Nearest: {', '.join(names)}.", param, ctx
            )
        return keys[typed]
