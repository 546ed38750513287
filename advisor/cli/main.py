"""The command line: what an investigator, a script or an administrator types."""

from __future__ import annotations

import gc
import sys
from typing import Any

import click

from advisor import __version__
from advisor.catalogue.problem import SourceErrors
from advisor.cli.advise import advise
from advisor.cli.audit import audit
from advisor.cli.catalogue import catalogue
from advisor.cli.changes import changes
from advisor.cli.check import check
from advisor.cli.clearance import clearance
from advisor.cli.contacts import contacts
from advisor.cli.context import Invocation, OpenWindow, RenderPictures, global_options
from advisor.cli.demo import demo
from advisor.cli.enquiry import enquiry
from advisor.cli.graph import graph
from advisor.cli.identity import identity
from advisor.cli.interrupting import tell_stopped
from advisor.cli.local import local
from advisor.cli.note import note
from advisor.cli.output import message
from advisor.cli.policy import policy
from advisor.cli.questions import questions
from advisor.cli.recommendations import recommendations_command
from advisor.cli.referral import referral
from advisor.cli.release import release
from advisor.cli.request import request
from advisor.cli.saved import case
from advisor.cli.selftest import selftest
from advisor.cli.show import search, show
from advisor.cli.site import site
from advisor.cli.slip import slip
from advisor.cli.tour import tour
from advisor.errors import AdvisorError

#: When Python looks for garbage. A catalogue of thousands of entries is millions of objects, all of
#: them kept and hardly one in a circle: to walk them again and again took a sixth of its checking.
_GARBAGE = (100_000, 50, 50)


class AdvisorGroup(click.Group):
    """Turns every ``AdvisorError`` into one error line, one hint line and its exit code.

    Ctrl+C is told in the same way: click's own “Aborted!” would claim that nothing was done.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command.

        Raises:
            Exit: It was refused, failed or was stopped; the reason was printed.
        """
        try:
            return super().invoke(ctx)
        except AdvisorError as error:
            _tell(error)
            raise click.exceptions.Exit(error.exit_code) from error
        except (KeyboardInterrupt, click.Abort) as stopped:  # the latter at a question
            tell_stopped()
            raise click.exceptions.Exit(1) from stopped


def _tell(error: AdvisorError) -> None:
    """Print one error line, its problems and one hint line on standard error."""
    message(f"advisor: error: {error.message}")
    if isinstance(error, SourceErrors):
        message(*(f"  {problem}" for problem in error.problems))
    if error.hint:
        message(f"advisor: hint: {error.hint}")


@click.group(
    cls=AdvisorGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="advisor")
@global_options
@click.pass_context
def advisor(ctx: click.Context) -> None:
    """Find NCA specialist capabilities, learn how to get them, and whom to ring.

    With no command, the window opens; with --identity it asks for the passphrase at once.
    """
    if ctx.invoked_subcommand is None:
        invocation = ctx.ensure_object(Invocation)
        ctx.exit(
            invocation.open_window(
                invocation.catalogue,
                invocation.places,
                invocation.identity,
                invocation.passphrase_file,
            )
        )


_READING = (
    *(search, show, check, advise, request, note, referral, case, enquiry, graph, questions),
    *(recommendations_command, contacts, local, slip, changes),
)
_ADMINISTERING = (
    *(catalogue, release, site, clearance, identity, policy, audit),
    *(demo, selftest, tour),
)
for _command in (*_READING, *_ADMINISTERING):
    advisor.add_command(_command)


def run(arguments: list[str], open_window: OpenWindow, render_pictures: RenderPictures) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: What was typed after the program's name.
        open_window: Opens the window.
        render_pictures: Renders the window off screen.
    """
    _speak_utf8()
    gc.set_threshold(*_GARBAGE)
    invocation = Invocation(open_window, render_pictures)
    try:
        advisor.main(arguments, prog_name="advisor", obj=invocation)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1


def _speak_utf8() -> None:
    """Print every character, whatever code page a Windows terminal or a pipe has."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
