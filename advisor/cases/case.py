"""A case as it is saved: what was answered, what was looked at, and on which release."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Final, Self

import msgspec

from advisor.advice import Advice, Answers
from advisor.cases.errors import CaseError
from advisor.cases.rules import digest_rules, facts_asked
from advisor.catalogue.access import Access
from advisor.catalogue.quoting import CONTROL
from advisor.session import Session

#: The version of the format that this program writes, and the highest that it reads.
FORMAT: Final = 1
MOST_OF_NAME: Final = 120
MOST_OF_DESCRIPTION: Final = 4000
MOST_LOOKED_AT: Final = 500

_Text = Annotated[str, msgspec.Meta(max_length=4096)]
_Id = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
_Time = Annotated[datetime, msgspec.Meta(tz=True)]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """How one capability stood when it was looked at last.

    Attributes:
        outcome: The outcome, in the word that scripts rely on.
        route: The title of the route that its plan took.
        rules: A digest of its rules, which tells whether they are still the same.
        facts: The questions that its rules were about.
    """

    outcome: _Text
    route: _Text | None = None
    rules: _Text = ""
    facts: Annotated[tuple[_Text, ...], msgspec.Meta(max_length=1000)] = ()


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A named case.

    Attributes:
        format: The version of the format.
        id: A random name, which its file carries too.
        name: What the reader calls it.
        description: The case in the reader's own words.
        answers: Answers by fact; what the reader would rather not record is never here.
        looked_at: How each capability stood that was looked at, by its id.
        release: The release that it was answered on.
        created_at: When it was saved first.
        changed_at: When it was saved last.
    """

    format: int = FORMAT
    id: _Id
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_OF_NAME)]
    description: Annotated[str, msgspec.Meta(max_length=MOST_OF_DESCRIPTION)] = ""
    answers: Annotated[dict[_Text, _Text], msgspec.Meta(max_length=1000)] = {}
    looked_at: Annotated[dict[_Text, Seen], msgspec.Meta(max_length=MOST_LOOKED_AT)] = {}
    release: int = 0
    created_at: _Time
    changed_at: _Time

    def renamed(self, name: str, now: datetime | None = None) -> Self:
        """Return it under another name.

        Raises:
            CaseError: It is no name.
        """
        return msgspec.structs.replace(self, name=tidy_name(name), changed_at=now or _now())

    def as_another(self, name: str) -> Self:
        """Return the same under another id and name, to be kept beside it."""
        return msgspec.structs.replace(self, id=new_id(), name=name)


def new_id() -> str:
    """Return a random id for a case."""
    return secrets.token_hex(16)


def tidy_name(name: str) -> str:
    """Return a name as it is kept: on one line, with nothing that acts.

    Raises:
        CaseError: Nothing is left of it, or it is too long.
    """
    tidied = CONTROL.sub("", " ".join(name.split())).strip()
    if not tidied:
        raise CaseError("The case has no name.", hint="Give it a name that you will know again.")
    if len(tidied) > MOST_OF_NAME:
        raise CaseError(
            "The name of the case is too long.", hint=f"Keep it to {MOST_OF_NAME} characters."
        )
    return tidied


def make_case(
    name: str,
    session: Session,
    answers: Answers,
    *,
    description: str = "",
    looked_at: Iterable[str] = (),
    before: Case | None = None,
    now: datetime | None = None,
) -> Case:
    """Return a case to be saved.

    What a case held before that this release does not know stays in it.

    Args:
        name: What the reader calls it.
        session: What it was answered on.
        answers: What is known; what is withheld is left out.
        description: The case in the reader's own words.
        looked_at: Ids of the capabilities that were looked at.
        before: The case that this was opened from.
        now: The time.

    Raises:
        CaseError: The name cannot be kept, or the description is too long.
    """
    if len(description) > MOST_OF_DESCRIPTION:
        raise CaseError(
            "The description of the case is too long.",
            hint=f"Keep it to {MOST_OF_DESCRIPTION} characters. Nothing was saved.",
        )
    moment = now or _now()
    return Case(
        id=before.id if before else new_id(),
        name=tidy_name(name),
        description=description,
        answers={**(_unreadable(before, session) if before else {}), **answers.to_json()},
        looked_at=_look(session, answers, looked_at, before),
        release=session.catalogue.release.release,
        created_at=before.created_at if before else moment,
        changed_at=moment,
    )


def see(session: Session, entry_id: str, advice: Advice) -> Seen:
    """Return how a capability stands, as it is kept."""
    access = session.catalogue.entry(entry_id).find("access")
    rules = access if isinstance(access, Access) else None
    return Seen(
        outcome=advice.outcome.value,
        route=advice.route.title if advice.route else None,
        rules=digest_rules(rules, session.catalogue.facts) if rules else "",
        facts=facts_asked(rules, session.catalogue.facts) if rules else (),
    )


def _look(
    session: Session, answers: Answers, looked_at: Iterable[str], before: Case | None
) -> dict[str, Seen]:
    seen = dict(before.looked_at) if before else {}
    for entry_id in dict.fromkeys((*seen, *looked_at)):
        if entry_id in session.catalogue and session.can_check(entry_id):
            seen[entry_id] = see(session, entry_id, session.check(entry_id, answers))
    return dict(list(seen.items())[-MOST_LOOKED_AT:])


def _unreadable(before: Case, session: Session) -> Mapping[str, str]:
    """Return the answers that this release does not know, and so cannot have changed."""
    from advisor.cases.changes import read_answers  # noqa: PLC0415 - which knows what a case is

    return {lost.fact: lost.answer for lost in read_answers(before, session)[1]}


def _now() -> datetime:
    return datetime.now(UTC)
