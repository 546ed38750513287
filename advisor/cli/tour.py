"""The main job from end to end, where there is no screen to open a window on."""

from __future__ import annotations

from pathlib import Path

import click

from advisor.catalogue.entry import Kind
from advisor.cli.check import check
from advisor.cli.context import Invocation, global_options, pass_invocation
from advisor.cli.show import search, show

_QUERY = "glass in the baby food and he wants paying"


@click.command()
@click.option(
    "--pictures",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also render the window off screen into this folder.",
)
@global_options
@pass_invocation
@click.pass_context
def tour(context: click.Context, invocation: Invocation, pictures: Path | None) -> None:
    """Do the main job in the terminal: a search, an entry, an access check."""
    session = invocation.session
    found = [item.head for item in session.search(_QUERY, limit=3).found]
    found += session.catalogue.of_kind(Kind.CAPABILITY)
    best = next((head.id for head in found if head.kind is Kind.CAPABILITY), None)
    _announce(f"advisor search {_QUERY} --limit 3")
    context.invoke(search, query=(_QUERY,), kind=None, threat=None, limit=3, as_json=False)
    if best is not None:
        _announce(f"advisor show {best}")
        context.invoke(show, entry_id=best, as_json=False)
        _announce(f"advisor check {best}")
        context.invoke(check, entry_id=best, facts=(), as_json=False)
    if pictures is not None:
        saved = invocation.render_pictures(pictures, invocation.catalogue, invocation.places)
        click.echo()
        click.echo(f"Pictures of the window: {len(saved)}, in {pictures.resolve()}")
        for picture in saved:
            click.echo(f"  {picture.name}")


def _announce(command: str) -> None:
    click.echo()
    click.secho(f"$ {command}", bold=True)
    click.echo()
