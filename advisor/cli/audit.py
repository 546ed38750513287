"""The audit log, for the auditor: reading it, checking it, handing it on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advisor.audit.record import Kind
from advisor.clearance import highest
from advisor.cli.context import F, Invocation, global_options, json_option, pass_invocation
from advisor.cli.output import item, message, paragraph, print_json, title
from advisor.cli.passphrases import unlock
from advisor.durable import write_file
from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.audit.chain import Anchor
    from advisor.audit.files import LogFiles
    from advisor.audit.reading import Record
    from advisor.audit.verification import Verdict
    from advisor.sealing.age import Identity

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


def _folder_option(command: F) -> F:
    return click.option(
        "--folder", type=_FOLDER, help="Folder of logs, or a copy of one (else your own)."
    )(command)


def _kind_option(command: F) -> F:
    return click.option(
        "--kind", type=click.Choice([kind.value for kind in Kind]), help="Only records of one kind."
    )(command)


@click.group()
@global_options
def audit() -> None:
    """What was done on this computer: reading the audit log, checking it, handing it on.

    Without --identity only the number, time and kind of each record can be read.
    """


@audit.command()
@_kind_option
@_folder_option
@json_option
@global_options
@pass_invocation
def show(invocation: Invocation, folder: Path | None, kind: str | None, as_json: bool) -> None:
    """Print the records of every log of a folder, with details for the auditor."""
    logs = _Logs(invocation, folder)
    found = [record for record in logs.read() if kind in (None, record.kind)]
    if as_json:
        print_json([_to_json(record) for record in found])
    else:
        _print_records(found)
    logs.tell()


@audit.command()
@click.option(
    "--anchor", "anchors", multiple=True, help="What was noted of a log; may be repeated."
)
@_folder_option
@json_option
@global_options
@pass_invocation
def verify(
    invocation: Invocation, folder: Path | None, anchors: tuple[str, ...], as_json: bool
) -> None:
    """Check every log of a folder, and name each line that was changed, moved or taken out.

    With --identity, the auditor's, it also finds what somebody rewrote who had the current
    key. With --anchor, from a print or an export, it finds an older copy that was put back.
    """
    from advisor.audit.chain import Anchor  # noqa: PLC0415 - only for this command

    noted = [Anchor.parse(anchor) for anchor in anchors]
    verdicts = _Logs(invocation, folder).verify(noted)
    if as_json:
        print_json({"logs": [_verdict_to_json(verdict) for verdict in verdicts]})
    else:
        for verdict in verdicts:
            _print_verdict(verdict)
    if not all(verdict.is_sound for verdict in verdicts):
        raise click.exceptions.Exit(1)


@audit.command()
@click.option("--output", type=_FILE, help="File to write (else standard output).")
@_kind_option
@_folder_option
@global_options
@pass_invocation
def export(
    invocation: Invocation, folder: Path | None, kind: str | None, output: Path | None
) -> None:
    """Write the records as JSON lines for a SIEM, in the Elastic Common Schema.

    With --identity they hold what was sealed: keep them as one keeps the highest of it.
    """
    from advisor.audit.ecs import to_json_line  # noqa: PLC0415 - only for this command

    logs = _Logs(invocation, folder)
    records = [record for record in logs.read() if kind in (None, record.kind)]
    _verify_may_leave(invocation, records)
    lines = [to_json_line(record) for record in records]
    if output is None:
        for line in lines:
            click.echo(line.decode(), nl=False)
    else:
        write_file(output, b"".join(lines), private=True)
        message(f"Records written: {len(lines)}, to {output}.")
    logs.tell()


@audit.command()
@click.option("--output", type=_FILE, help="File to write (else standard output).")
@_folder_option
@global_options
@pass_invocation
def uses(invocation: Invocation, folder: Path | None, output: Path | None) -> None:
    """Write when each identity last signed in, for the administrator: public keys and days alone.

    advisor clearance list --uses FILE names from it who never used what they hold.
    """
    from advisor.audit.uses import find_uses  # noqa: PLC0415 - only for this command

    logs = _Logs(invocation, folder)
    found = find_uses(logs.read())
    if output is None:
        click.echo(found.to_bytes().decode(), nl=False)
    else:
        write_file(output, found.to_bytes(), private=True)
        message(f"Identities written: {len(found.uses)}, to {output}.")
    logs.tell()


def _verify_may_leave(invocation: Invocation, records: Iterable[Record]) -> None:
    """Verify that the site lets records be exported that are as high as the highest of these.

    Raises:
        AdvisorError: It does not.
    """
    from advisor.audit.review import parse_label  # noqa: PLC0415 - only for this command
    from advisor.policy import load_policy  # noqa: PLC0415

    policy = load_policy(invocation.places.site)
    labels = {record.details.label for record in records if record.details is not None}
    marking = highest(map(parse_label, labels))
    if not policy.allows_exporting(marking):
        raise AdvisorError(
            f"Your organisation lets records up to {policy.export_up_to} be exported, and the "
            f"highest of these is {marking}.",
            hint="Nothing was written. Leave --identity out to export number, time and kind alone.",
        )


class _Logs:
    """The logs of a folder, with the identity that was named."""

    def __init__(self, invocation: Invocation, folder: Path | None) -> None:
        from advisor.people.recording import find_audit_folder  # noqa: PLC0415 - loads age

        self._invocation = invocation
        self._folder = folder or find_audit_folder(invocation.places)

    @cached_property
    def _identity(self) -> Identity | None:
        named = self._invocation
        if named.identity is None:
            return None
        return unlock(named.identity, named.passphrase_file, named.places.home)

    def _find(self) -> tuple[LogFiles, ...]:
        """Return the logs, before anybody is asked for a passphrase that would not be used."""
        from advisor.audit.errors import NoLogError  # noqa: PLC0415 - loads age
        from advisor.audit.files import find_logs  # noqa: PLC0415

        found = find_logs(self._folder)
        if not found:
            raise NoLogError
        return found

    def read(self) -> Iterator[Record]:
        """Return the records of all logs."""
        from advisor.audit.reading import read_records  # noqa: PLC0415 - loads age

        for files in self._find():
            yield from read_records(files, self._identity)

    def verify(self, anchors: list[Anchor]) -> tuple[Verdict, ...]:
        """Check all logs, and those that were noted."""
        from advisor.audit.verification import verify_all  # noqa: PLC0415 - loads age

        if not anchors:
            self._find()
        return verify_all(self._folder, self._identity, anchors)

    def tell(self) -> None:
        """Say on standard error where what was read is not to be relied on."""
        for verdict in self.verify([]):
            if not verdict.is_sound:
                message(
                    f"Log {verdict.log} is not as it was written. Findings: "
                    f"{len(verdict.findings)}. advisor audit verify names them."
                )


def _print_records(records: list[Record]) -> None:
    log = None
    for record in records:
        if record.log != log:
            log = record.log
            title(f"Log {log}")
        item(f"{record.at:%Y-%m-%d %H:%M:%S} UTC  {record.kind}", mark=f"{record.number:>6} ")
        _print_details(record)


def _print_details(record: Record) -> None:
    details = record.details
    if details is None:
        return
    named = (details.who, details.outcome.value, details.subject, details.label, details.note)
    paragraph(", ".join(filter(None, named)), indent=8)


def _print_verdict(verdict: Verdict) -> None:
    title(f"Log {verdict.log}, lines: {verdict.lines}")
    for finding in verdict.findings:
        item(str(finding))
    if verdict.is_sound:
        how = "with the first key" if verdict.is_keyed else "without the first key"
        paragraph(f"Nothing is wrong with it, checked {how}.")
    if verdict.anchor is not None:
        paragraph(f"Anchor, to be noted elsewhere: {verdict.anchor}")
    message(*verdict.notes)


def _to_json(record: Record) -> dict[str, object]:
    names = ("log", "number", "at", "kind", "hash", "details")
    return {name: getattr(record, name) for name in names}


def _verdict_to_json(verdict: Verdict) -> dict[str, object]:
    return {
        "log": verdict.log,
        "sound": verdict.is_sound,
        "lines": verdict.lines,
        "anchor": str(verdict.anchor) if verdict.anchor else None,
        "keyed": verdict.is_keyed,
        "findings": [
            {"line": found.line, "last": found.last, "problem": found.problem}
            for found in verdict.findings
        ],
        "notes": verdict.notes,
    }
