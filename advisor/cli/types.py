"""Arguments that name something, checked where they are typed."""

from __future__ import annotations

import datetime
import difflib

import click

from advisor.catalogue.quoting import quoted
from advisor.clearance import OFFICIAL, Label
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


class Marking(click.ParamType[Label]):
    """A marking, such as OFFICIAL or SECRET/ALDER."""

    name = "marking"

    def convert(
        self, value: str | Label, param: click.Parameter | None, ctx: click.Context | None
    ) -> Label:
        """Return the label, or fail with what is wrong with it."""
        if isinstance(value, Label):
            return value
        try:
            return Label.parse(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class SealedLabel(click.ParamType[Label]):
    """A label above OFFICIAL, such as SECRET/ALDER."""

    name = "label"

    def convert(
        self, value: str | Label, param: click.Parameter | None, ctx: click.Context | None
    ) -> Label:
        """Return the label, or fail with what is wrong with it."""
        if isinstance(value, Label):
            return value
        try:
            label = Label.parse(value)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)
        if label == OFFICIAL:
            self.fail("OFFICIAL is not sealed, so nobody is granted it.", param, ctx)
        return label


class Day(click.ParamType[datetime.date]):
    """A day such as 2027-03-31."""

    name = "day"

    def convert(
        self,
        value: str | datetime.date,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime.date:
        """Return the day, or fail with how one is written."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{quoted(value)} is not a day. Write it as 2027-03-31.", param, ctx)
