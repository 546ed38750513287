"""What a site's policy says, and what applies where it says nothing."""

from __future__ import annotations

import click

from advisor.cli.context import Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import item, message, paragraph, print_json, title
from advisor.policy import SETTINGS, Policy, load_policy, policy_path, say_value


@click.group()
@global_options
def policy() -> None:
    """What your organisation decides for everybody on this machine."""


@policy.command()
@json_option
@global_options
@pass_invocation
def show(invocation: Invocation, as_json: bool) -> None:
    """Print what applies and from where, and every fault of the policy."""
    path = policy_path(invocation.places.site)
    found = load_policy(invocation.places.site)
    if as_json:
        print_json({"file": str(path), **_as_data(found)})
    else:
        title("What applies on this machine")
        for name, setting in SETTINGS.items():
            item(f"{name} = {say_value(getattr(found, name))}  ({found.origin(name)})")
            paragraph(f"{setting.rule.help} It takes {setting.rule.takes}.", indent=2)
    if found.faults:
        message(
            f"advisor: error: Mistakes in “{path}”: {len(found.faults)}.",
            *(f"  {fault}" for fault in found.faults),
            "advisor: hint: Mend each of them. Until then the strictest values stand in for it.",
        )
        raise click.exceptions.Exit(1)


def _as_data(found: Policy) -> dict[str, list[dict[str, object]]]:
    settings: list[dict[str, object]] = [
        {
            "name": name,
            "value": getattr(found, name),
            "origin": found.origin(name),
            "takes": str(setting.rule.takes),
            "help": setting.rule.help,
        }
        for name, setting in SETTINGS.items()
    ]
    names = ("file", "line", "field", "reason", "remedy")
    return {
        "settings": settings,
        "faults": [{name: getattr(fault, name) for name in names} for fault in found.faults],
    }
