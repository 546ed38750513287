"""Which cases come out otherwise on another catalogue, and because of which rule.

Two sorts of case are tried on both: the catalogue's own test cases, and those that a
reader saved. Everything it says is made from two sessions of one reader and from cases
that they may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from advisor.advice import Advice, Answers, ConditionError
from advisor.advice.trying import read_facts
from advisor.cases import Case, read_answers
from advisor.cases.rule_words import rule_words
from advisor.cases.rules import digest_rules, facts_asked
from advisor.catalogue.access import Access, FactDefinition, Route
from advisor.catalogue.progress import Progress, tell_nobody
from advisor.catalogue.rule_case import RuleCase
from advisor.clearance import Label
from advisor.session import Session


@dataclass(frozen=True)
class ChangedRule:
    """A rule that is another one.

    Attributes:
        path: Where it stands, such as ``access.routes[direct].requirements[serious-crime]``.
        text: What it says: now, or before where it is not there any more.
        what: What happened to it.
        before: All of it in words, with when it holds; ``None`` where it was not there.
        after: The same now; ``None`` where it is not there any more.
    """

    path: str
    text: str
    what: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class OutcomeChange:
    """A case that comes out otherwise.

    Attributes:
        case: The case's id.
        title: What it is called.
        is_saved: Whether a reader saved it; else it is a test case of the catalogue.
        entry: Id of the entry that was checked.
        entry_title: What that is called.
        before: The outcome, in the word that scripts rely on; ``None`` where the entry cannot be
            checked.
        after: The outcome on the other catalogue, likewise.
        rules: The rules that changed and that the outcome rests on; where none of them does, all
            that changed.
        because: What the outcome rests on now, in plain words.
        label: What a reader must hold to see all of this.
    """

    case: str
    title: str
    is_saved: bool
    entry: str
    entry_title: str
    before: str | None
    after: str | None
    rules: tuple[ChangedRule, ...]
    because: tuple[str, ...]
    label: Label


class Trial:
    """Tries cases on two sessions of one reader.

    Args:
        before: Their session on the one catalogue.
        after: Their session on the other.
        labels: The label of each test case, by its id; that of what it is about, where it has none.
    """

    def __init__(self, before: Session, after: Session, labels: Mapping[str, Label]) -> None:
        self._before = before
        self._after = after
        self._labels = labels
        self._same: dict[str, bool] = {}

    def try_all(
        self,
        tests: Iterable[RuleCase] = (),
        saved: Iterable[Case] = (),
        progress: Progress = tell_nobody,
    ) -> tuple[OutcomeChange, ...]:
        """Return the cases that come out otherwise: test cases, then saved ones.

        Args:
            tests: Test cases that the reader may see.
            saved: Cases that the reader saved.
            progress: Told how many are tried. Raising from there stops it.
        """
        found: list[OutcomeChange] = []
        every: list[RuleCase | Case] = [*tests, *saved]
        for done, case in enumerate(every):
            progress("Trying cases", done, len(every))
            found += self.try_test(case) if isinstance(case, RuleCase) else self.try_saved(case)
        return tuple(found)

    @cached_property
    def _facts(self) -> list[dict[str, FactDefinition]]:
        """The questions of each, by name."""
        catalogues = (self._before.catalogue, self._after.catalogue)
        return [{fact.name: fact for fact in each.facts} for each in catalogues]

    def try_test(self, case: RuleCase) -> Iterator[OutcomeChange]:
        """Try a test case; answers that one catalogue does not ask for are left out there."""
        if not self._is_same(case.check):
            was, now = (read_facts(case.facts, facts)[0] for facts in self._facts)
            yield from self._compare(case.id, case.title, case.check, was, now, is_saved=False)

    def try_saved(self, case: Case) -> Iterator[OutcomeChange]:
        """Try what was looked at of a saved case."""
        looked_at = [entry_id for entry_id in case.looked_at if not self._is_same(entry_id)]
        if looked_at:
            was, now = (read_answers(case, one)[0] for one in (self._before, self._after))
            for entry_id in looked_at:
                yield from self._compare(case.id, case.name, entry_id, was, now, is_saved=True)

    def _is_same(self, entry_id: str) -> bool:
        """Say whether nothing that decides about an entry changed, or nobody can check it."""
        if entry_id not in self._same and self._is_stored_alike(entry_id):
            self._same[entry_id] = True
        elif entry_id not in self._same:
            digests = [_digest(session, entry_id) for session in (self._before, self._after)]
            self._same[entry_id] = digests[0] == digests[1]
        return self._same[entry_id]

    def _is_stored_alike(self, entry_id: str) -> bool:
        """Say whether an entry and every question are the same, which takes no rule to be read."""
        was, now = self._before.catalogue, self._after.catalogue
        return self._asks_the_same and was.stored(entry_id) == now.stored(entry_id)

    @cached_property
    def _asks_the_same(self) -> bool:
        return self._before.catalogue.facts == self._after.catalogue.facts

    def _compare(
        self, case: str, title: str, entry_id: str, was: Answers, now: Answers, *, is_saved: bool
    ) -> Iterator[OutcomeChange]:
        sides = (self._before, self._after)
        if not all(_can_be_read(session, entry_id) for session in sides):
            return
        outcomes = [
            _outcome(self._before, entry_id, was),
            _outcome(self._after, entry_id, now),
        ]
        if outcomes[0] == outcomes[1]:
            return
        old, new = _check(self._before, entry_id, was), _check(self._after, entry_id, now)
        holder = self._after if new is not None else self._before
        rules = _changed_rules(_decisive(self._before, entry_id), _decisive(self._after, entry_id))
        deciding = _deciding_texts(old) | _deciding_texts(new)
        decisive = tuple(rule for rule, texts in rules if texts & deciding)
        yield OutcomeChange(
            case,
            title,
            is_saved,
            entry_id,
            holder.catalogue.head(entry_id).title,
            outcomes[0],
            outcomes[1],
            decisive or tuple(rule for rule, _ in rules),
            _because(new),
            self._before.clearance.label.join(self._after.clearance.label)
            if is_saved
            else self._marking(entry_id, case),
        )

    def _marking(self, entry_id: str, case: str) -> Label:
        """Return the marking of a test case, and of the entry that it is about."""
        labels = [
            session.catalogue.entry(entry_id).marking
            for session in (self._before, self._after)
            if entry_id in session.catalogue
        ]
        both = labels[0].join(labels[-1])
        return both.join(self._labels.get(case, both))


def _rules(session: Session, entry_id: str) -> Access | None:
    # Only what can be checked has such a part. To ask the advisor would read the rules of all.
    if entry_id not in session.catalogue:
        return None
    found = session.catalogue.entry(entry_id).find("access")
    return found if isinstance(found, Access) else None


def _can_be_read(session: Session, entry_id: str) -> bool:
    """Say whether nothing is missing of what an entry's rules are about.

    What a reader last knew is cut to the labels that they still hold: a rule can be in it whose
    question is not. Nothing true can be said of how that comes out.
    """
    if _rules(session, entry_id) is None:
        return True
    try:
        session.advisor.rules(entry_id)
    except ConditionError:
        return False
    return True


def _digest(session: Session, entry_id: str) -> str | None:
    rules = _rules(session, entry_id)
    return None if rules is None else digest_rules(rules, session.catalogue.facts)


def _outcome(session: Session, entry_id: str, answers: Answers) -> str | None:
    if _rules(session, entry_id) is None:
        return None
    return session.advisor.outcome(entry_id, answers).value


def _check(session: Session, entry_id: str, answers: Answers) -> Advice | None:
    if _rules(session, entry_id) is None:
        return None
    return session.check(entry_id, answers)


def _because(advice: Advice | None) -> tuple[str, ...]:
    if advice is None:
        return ("It cannot be checked any more.",)
    told = [
        f"{reason.text} You answered: {reason.answer}." if reason.answer else reason.text
        for reason in advice.reasons
        if reason.deciding
    ]
    told += [item.text for item in advice.prerequisites if item.to_do]
    return tuple(told) or tuple(one.fact.text for one in advice.questions if one.decides)


def _deciding_texts(advice: Advice | None) -> frozenset[str]:
    if advice is None:
        return frozenset()
    reasons = {reason.text for reason in advice.reasons if reason.deciding}
    return frozenset(reasons | {item.text for item in advice.prerequisites if item.to_do})


@dataclass(frozen=True)
class _Decisive:
    """What decides.

    Attributes:
        rules: Content, and the texts by which advice tells of it, by the path.
        words: The same in words, by the path.
    """

    rules: Mapping[str, tuple[Any, tuple[str, ...]]]
    words: Mapping[str, str]


def _decisive(session: Session, entry_id: str) -> _Decisive:
    """Return every rule that an outcome can rest on: requirements, what to obtain, facts."""
    access = _rules(session, entry_id)
    if access is None:
        return _Decisive({}, {})
    found: dict[str, tuple[Any, tuple[str, ...]]] = {}
    owners: dict[str, Access | Route] = {"access": access}
    owners |= {f"access.routes[{route.id}]": route for route in access.routes}
    for base, owner in owners.items():
        for item in owner.requirements:
            found[f"{base}.requirements[{item.id}]"] = item.when, (item.text, item.otherwise)
    for route in access.routes:
        found[f"access.routes[{route.id}]"] = route.id, (route.title,)
        for one in route.prerequisites:
            path = f"access.routes[{route.id}].prerequisites[{one.id}]"
            found[path] = (one.needed, one.held), (one.text,)
    facts = {fact.name: fact for fact in session.catalogue.facts}
    for name in facts_asked(access, facts.values()):
        fact = facts[name]
        values = [choice.value for choice in fact.choices]
        found[f"facts[{name}]"] = (fact.type, values, fact.derived, fact.otherwise), (fact.text,)
    return _Decisive(found, rule_words(access, facts.values()))


def _changed_rules(
    before: _Decisive, after: _Decisive
) -> Sequence[tuple[ChangedRule, frozenset[str]]]:
    """Return the rules that differ, each with the texts by which advice tells of it."""
    found = []
    for path in dict.fromkeys((*after.rules, *before.rules)):
        was, now = before.rules.get(path), after.rules.get(path)
        if was is not None and now is not None and was[0] == now[0]:
            continue
        what = "added" if was is None else "removed" if now is None else "changed"
        told = now or was
        texts = frozenset((*(was[1] if was else ()), *(now[1] if now else ())))
        if told is not None:
            said = before.words.get(path), after.words.get(path)
            found.append((ChangedRule(path, told[1][0], what, *said), texts))
    return found
