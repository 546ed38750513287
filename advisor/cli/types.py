"""Arguments that name something of the catalogue, checked where they are typed."""

from __future__ import annotations

import difflib

import click

from advisor.cli.context import Invocation


class ThreatName(click.ParamType):
    """A threat area of the catalogue in use."""

    name = "threat"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the threat area's key, or fail with the nearest ones."""
        if ctx is None:
            return value
        keys = [threat.key for threat in ctx.ensure_object(Invocation).session.catalogue.threats]
        if value not in keys:
            near = difflib.get_close_matches(value, keys, 3, 0.3) or keys
            self.fail(
                f"there is no threat area “{value[:80]}”. Nearest: {', '.join(near)}.", param, ctx
            )
        return value


class FactValue(click.ParamType):
    """A fact with its value, as ``NAME=VALUE``."""

    name = "name=value"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the name and the value, or fail where there is no equals sign."""
        fact, equals, answer = value.partition("=")
        if not equals or not fact.strip():
            self.fail(f"“{value[:80]}” is not NAME=VALUE. See: advisor questions.", param, ctx)
        return fact.strip(), answer.strip()
