"""The draft of a request, made from the advice on an entry.

Rules that this module keeps:
 * It says what was answered and what the entry says, and nothing else. What neither says is a
   blank that names what to fill in.
 * What the reader would rather not record looks like what was not asked: a blank.
 * Its marking is that of the rules it is made from; with the reader's own words in it, that of
   everything that is open to them, because they may have written any of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.advice import Advice, Answers, AnswerState, value_text
from advisor.catalogue.access import FactDefinition
from advisor.catalogue.entry import Entry
from advisor.catalogue.trust import Trust
from advisor.catalogue.wording import say_date
from advisor.clearance import Label, highest
from advisor.errors import AdvisorError
from advisor.session import Session

_CHIEF_OFFICER = "the chief officer or agency that makes the request"


@dataclass(frozen=True)
class RequestDraft:
    """A request to be finished by hand.

    Attributes:
        entry_id: What it asks for.
        text: All of it, in Markdown, with its marking at top and bottom.
        label: That marking.
        blanks: How many blanks it has.
    """

    entry_id: str
    text: str
    label: Label
    blanks: int


def draft_request(
    session: Session, entry_id: str, answers: Answers, description: str = ""
) -> RequestDraft:
    """Return the draft of a request for what an entry gives.

    Args:
        session: Whose reader asks.
        entry_id: Id of an entry with access rules.
        answers: What is known.
        description: The case in the reader's own words.

    Raises:
        NoSuchEntryError: There is no such entry for this reader.
        UsageError: The entry has no access rules, or an answer is to no question.
    """
    advice = session.check(entry_id, answers)
    entry = session.catalogue.entry(entry_id)
    label = entry.label.join(entry.marking_of("access")).join(entry.marking_of("contacts"))
    named = session.directory.resolve(advice.contacts, session.where)
    label = highest([label, *(contact.label for contact in named)])
    if description.strip():
        label = label.join(session.clearance.label)
    body = "\n".join(_lines(session, entry, advice, answers, description.strip()))
    text = f"{label}\n\n{body}\n\n{label}\n"
    return RequestDraft(entry_id, text, label, text.count("[to fill in: "))


def verify_may_be_written(session: Session, draft: RequestDraft) -> None:
    """Verify that the site lets a draft be written to a file.

    Raises:
        AdvisorError: It is marked higher than the policy allows.
    """
    if not session.policy.allows_exporting(draft.label):
        raise AdvisorError(
            f"Your organisation lets files up to {session.policy.export_up_to} be written, and "
            f"this is {draft.label}.",
            hint="Nothing was written. Leave --output out to read it on the screen.",
        )


def _lines(
    session: Session, entry: Entry, advice: Advice, answers: Answers, description: str
) -> Iterator[str]:
    release = session.catalogue.release
    yield f"# Draft request: {entry.head.title}"
    yield ""
    checked = f", {session.trust.value}" if session.trust is Trust.DRAFT else ""
    rehearsal = " For rehearsal only." if release.demonstration else ""
    made = f"{release.release}, {say_date(release.published_on)}"
    yield f"Made from release {made}{checked}.{rehearsal}"
    yield f"Date of the request: {_blank('date')}"
    yield from _section("Whom to ask about it", _say_contacts(session, advice))
    yield from _section("From", [f"- {_blank(f'{_CHIEF_OFFICER}: name, post and force')}"])
    asked = [f"- {entry.head.title}: {entry.head.summary}"]
    asked += [f"- {_blank('what exactly, from when and for how long')}"]
    yield from _section("What is asked for", asked)
    helps = f"how the task helps the functions of {_CHIEF_OFFICER}"
    yield from _section("Why it helps", [f"- {_blank(helps)}"])
    yield from _section("The case", [description or _blank("the case in a few sentences")])
    yield from _section("Facts as answered", _say_facts(session, advice, answers))
    yield from _section("To be obtained first", _say_prerequisites(advice))
    yield from _section("Then", [f"- {step.text}" for step in advice.steps])
    yield from _section(
        "Risk", [f"- Owned until the request is accepted by: {_blank('name, post and number')}"]
    )
    reference = _blank("reference and date of the check for other operations")
    yield from _section("Deconfliction", [f"- {reference}"])
    signed = _blank("name, post, date")
    yield from _section("Authorised by", [f"- {signed}"])
    yield from _section("Rests on", _say_sources(session, advice))


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", f"## {heading}", "", *lines)


def _blank(what: str) -> str:
    return f"[to fill in: {what}]"


def _say_contacts(session: Session, advice: Advice) -> list[str]:
    found = session.directory.resolve(advice.contacts, session.where)
    return [f"- {contact.name}" for contact in found] or [f"- {_blank('to whom')}"]


def _say_facts(session: Session, advice: Advice, answers: Answers) -> list[str]:
    """Say what was answered of what the rules ask, and leave a blank for what still matters."""
    matters = {
        *(question.fact.name for question in advice.questions),
        *(unknown.fact.name for unknown in advice.unknown_facts),
    }
    asked = session.advisor.facts_of(advice.capability)
    lines = []
    for fact in session.catalogue.facts:
        if fact.name not in asked or fact.is_derived:
            continue
        said = _say_answer(fact, answers)
        if said is not None:
            lines.append(f"- {fact.subject}: {said}")
        elif fact.name in matters:
            lines.append(f"- {fact.subject}: {_blank(fact.text)}")
    return lines


def _say_answer(fact: FactDefinition, answers: Answers) -> str | None:
    answer = answers.get(fact.name)
    if answer is None or answer.state is AnswerState.WITHHELD:
        return None
    return "not known" if answer.value is None else value_text(fact, answer.value)


def _say_prerequisites(advice: Advice) -> list[str]:
    return [f"- {item.text}. From: {item.who}" for item in advice.prerequisites if item.to_do]


def _say_sources(session: Session, advice: Advice) -> list[str]:
    used = [
        *(reason.sources for reason in advice.reasons if reason.deciding),
        *(item.sources for item in advice.prerequisites),
        *(step.sources for step in advice.steps),
    ]
    keys = dict.fromkeys(key for keys in used for key in keys)
    known = session.catalogue.sources
    return [f"- {known[key].title}, {known[key].publisher}" for key in keys if key in known]
