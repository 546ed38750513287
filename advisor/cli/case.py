"""Answers that are kept in a case file, from one command to the next."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advisor.catalogue.quoting import quoted
from advisor.cli.context import Invocation
from advisor.cli.output import message
from advisor.errors import AdvisorError, UsageError, say_reason

if TYPE_CHECKING:
    from advisor.advice import Answers
    from advisor.cases import Case, Changes
    from advisor.cases.case_file import Keys
    from advisor.cases.shelf import KeptOf, ShelfOf

C = TypeVar("C", bound="Case")
F = TypeVar("F", bound=Callable[..., Any])


def fact_option(command: F) -> F:
    """Add ``--fact``."""
    return click.option(
        "--fact",
        "facts",
        multiple=True,
        metavar="NAME=VALUE",
        help="An answer; “unknown” and “withheld” are answers too. Repeat for more.",
    )(command)


def case_options(command: F) -> F:
    """Add ``--case`` and ``--save``."""
    command = click.option(
        "--save", is_flag=True, help="Write the answers back to the case file; make it, if need be."
    )(command)
    return click.option(
        "--case",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="A saved case whose answers count; --fact goes before them.",
    )(command)


@dataclass(frozen=True)
class Answered:
    """What a command was told, from a case file and from its options.

    Attributes:
        answers: The answers of both.
        description: The case in the reader's own words.
    """

    answers: Answers
    description: str
    _invocation: Invocation
    _path: Path | None
    _before: Case | None
    _data: bytes | None
    _is_saving: bool

    def save(self, looked_at: Collection[str] = ()) -> None:
        """Write the case file, where that was asked for: sealed, where somebody signed in.

        Args:
            looked_at: Ids of what was checked.

        Raises:
            AdvisorError: It cannot be written, or was changed meanwhile.
        """
        if self._path is None or not self._is_saving:
            return
        from advisor.cases import make_case  # noqa: PLC0415 - only with a case
        from advisor.cases.case_file import write_case  # noqa: PLC0415
        from advisor.durable import write_file  # noqa: PLC0415

        name = self._before.name if self._before else self._path.stem
        case = make_case(
            name,
            self._invocation.session,
            self.answers,
            description=self.description,
            looked_at=looked_at,
            before=self._before,
        )
        data = write_case(case, sealing_keys(self._invocation))
        if _read(self._path) != self._data:
            raise AdvisorError(
                f"“{self._path.name}” was changed meanwhile, so it was not written.",
                hint="Run the command again.",
            )
        write_file(self._path, data, private=True)
        message(f"Saved: {self._path}.")


def answer_from(
    invocation: Invocation,
    path: Path | None,
    facts: Collection[str],
    *,
    save: bool,
    about: str = "",
) -> Answered:
    """Return the answers of a case file, with those that were typed in their place.

    What changed since the case was saved is said on standard error.

    Args:
        invocation: The run of the command line.
        path: The case file, if one was named.
        facts: What was typed, as ``NAME=VALUE``.
        save: Whether the file is to be written back.
        about: The case in words, in place of what the file says.

    Raises:
        UsageError: Nothing can be saved without a file, or an answer cannot be.
        CaseError: The file is no case, or a newer one.
        AdvisorError: The file cannot be read.
    """
    typed = invocation.session.parse_answers(facts)
    if path is None:
        if save:
            raise UsageError("There is no file to save to.", hint="Name it: --case FILE --save")
        return Answered(typed, about, invocation, None, None, None, _is_saving=False)
    data = _read(path)
    if data is None and not save:
        raise UsageError(f"There is no file “{path}”.", hint="Add --save to make a new case.")
    if data is None:
        return Answered(typed, about, invocation, path, None, None, _is_saving=True)
    case, answers = _open(invocation, data, path.name)
    for name, answer in typed.items():
        answers = answers.with_answer(name, answer)
    return Answered(answers, about or case.description, invocation, path, case, data, save)


def _open(invocation: Invocation, data: bytes, name: str) -> tuple[Case, Answers]:
    from advisor.cases import find_changes, read_answers  # noqa: PLC0415 - only with a case
    from advisor.cases.case_file import read_case  # noqa: PLC0415

    labels = invocation.session.opening_keys
    opened = read_case(data, name, invocation.reader, labels)
    if opened is None:
        raise AdvisorError(
            f"“{name}” is sealed, and does not open with what you have open.",
            hint="Name your identity with --identity, or ask whoever saved the case.",
        )
    say_changes(find_changes(opened.case, invocation.session), invocation)
    return opened.case, read_answers(opened.case, invocation.session)[0]


def find_kept(shelf: ShelfOf[C], name: str, what: str) -> KeptOf[C]:
    """Return what is kept under an id or a name.

    Args:
        shelf: Where it is kept.
        name: The id or the name.
        what: What such things are called, several of them.

    Raises:
        CaseError: There is none.
        UsageError: Several have that name.
    """
    named = [kept for kept in shelf.all if kept.case.name == name]
    if len(named) > 1:
        ids = ", ".join(kept.case.id for kept in named)
        raise UsageError(
            f"Several {what} are named {quoted(name)}.", hint=f"Name one by id: {ids}."
        )
    return named[0] if named else shelf.find(name)


def say_changes(changes: Changes, invocation: Invocation) -> None:
    """Say on standard error what changed since the case was saved."""
    if not changes:
        return
    then, now = changes.release_then, changes.release_now
    message(f"This case was saved on release {then}; release {now} is open.")
    message(*(f"  {lost} It stays in the case." for lost in changes.lost))
    message(*(f"  New question: {fact.text}" for fact in changes.new_questions))
    message(*(f"  “{entry_id}” cannot be checked any more." for entry_id in changes.gone))
    catalogue = invocation.session.catalogue
    for one in changes.outcomes:
        title = catalogue.head(one.capability).title
        why = " ".join(one.because[:2])
        message(f"  {title}: {one.before} then, {one.after.value} now. {why}".rstrip())


def sealing_keys(invocation: Invocation) -> Keys:
    """Return what a case is sealed with: nothing, where nobody signed in."""
    from advisor.cases.case_file import Keys  # noqa: PLC0415 - only with a case

    reader = invocation.reader
    return Keys.of(reader.recipient, invocation.session.keys) if reader is not None else Keys()


def _read(path: Path) -> bytes | None:
    from advisor.cases.case_file import MOST_BYTES  # noqa: PLC0415 - only with a case

    try:
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AdvisorError(
            f"“{path}” cannot be read: {say_reason(error)}.", hint="Name another file."
        ) from error
