"""What administrators do to a site's additions: look, add, take out, look again, sign.

Rules that this module keeps:
 * An addition is labelled at least as high as the entry and the line that it stands on.
 * One administrator at a time; all files of a deed or none; recorded before it takes effect.
 * Nothing is written over additions that the site did not sign: who changed them is a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from advisor.additions.addition import (
    MOST_OF_EACH,
    Addition,
    Body,
    Correction,
    Note,
    WordGroup,
    find_addition_mistakes,
    find_double_ids,
    subject_of,
)
from advisor.additions.errors import (
    FullAdditionsError,
    NoSigningKeyError,
    NoSuchAdditionError,
    TooLowError,
    UnpinnedKeyError,
    WrongAdditionError,
)
from advisor.additions.placing import build_postings, is_high_enough
from advisor.additions.reading import FOLDER, OFFICIAL_FILE, Additions, Opened, find_additions
from advisor.additions.signed_file import MOST_BYTES, to_signed_file
from advisor.additions.words import KnownWords, find_word_mistakes
from advisor.audit.record import Details, Kind
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.local import LocalContact, merge
from advisor.catalogue.own_lines import OwnLine, own_lines
from advisor.clearance import OFFICIAL, Label
from advisor.people.changing import Change
from advisor.people.errors import NotHeldError
from advisor.people.office import Affairs, Office, carry_out
from advisor.people.register import new_name
from advisor.people.signing_key import SIGNING_KEY, find_signing_key, seal_signing_key
from advisor.sealing.age import Recipient, seal_evenly
from advisor.signing.site_key import SigningKey


@dataclass(frozen=True)
class Ledger:
    """What a site adds, as one of its administrators sees it.

    Attributes:
        affairs: How things are at the site.
        additions: The files that they may open, and what is wrong with others.
    """

    affairs: Affairs
    additions: Additions

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels that they may add something at, lowest first."""
        held = [label for label in self.affairs.register.labels if self.affairs.holds(label)]
        return (OFFICIAL, *held)

    @property
    def listed(self) -> tuple[tuple[Addition, Label], ...]:
        """Every note, correction and group of words, with its label."""
        return self.additions.listed

    def find(self, addition_id: str) -> tuple[Addition, Label]:
        """Return the addition of an id, with its label.

        Raises:
            NoSuchAdditionError: There is none that this administrator may see.
        """
        for addition, label in self.listed:
            if addition.id == addition_id:
                return addition, label
        raise NoSuchAdditionError(addition_id)


def look_at_additions(office: Office) -> Ledger:
    """Return what the site adds, for one of its administrators.

    Raises:
        PeopleError: As ``Office.look``.
    """
    return _read(office, office.look())


def _read(office: Office, affairs: Affairs) -> Ledger:
    found = find_additions(
        office.folder,
        site=affairs.site.site,
        pinned=office.policy.local_keys,
        granted=affairs.granted,
    )
    return Ledger(affairs, found)


def make_signing_key(office: Office) -> str:
    """Return the public half of the key that signs what the site adds; made where there is none.

    Raises:
        NoSigningKeyError: There is one, but not for this administrator.
        PeopleError: As ``Office.working``.
        AuditError: It could not be recorded; nothing was changed.
    """
    with office.changing_beside() as (change, affairs):
        key = find_signing_key(office.folder, office.identity)
        if key is None:
            if (office.folder / SIGNING_KEY).exists():
                raise NoSigningKeyError
            key = SigningKey.generate()
            change.place(SIGNING_KEY, seal_signing_key(key, affairs.site.administrator_keys))
            told = _tell(affairs, OFFICIAL, key.public[:16], "key that signs additions made")
            carry_out(change, office.record, Kind.LOCAL_CHANGE, [told])
        return key.public


def add_additions(
    office: Office, catalogue: Catalogue, wanted: Sequence[tuple[Addition, Label]]
) -> None:
    """Add notes, corrections and words, or put them in the place of those of the same id.

    Args:
        office: The administrator's.
        catalogue: What they may read.
        wanted: Each addition with its label.

    Raises:
        WrongAdditionError: One holds what cannot be shown.
        NoSuchEntryError: One stands on an entry that they do not have.
        TooLowError: One is labelled lower than what it stands on.
        NotHeldError: They do not hold a label.
        PeopleError: As ``change_additions``.
    """
    for addition, label in wanted:
        verify_addition(catalogue, addition, label)
    if double := find_double_ids([addition for addition, _ in wanted]):
        raise WrongAdditionError("id", f"“{double[0]}” stands twice.", "Keep one of them.")
    groups = [(one, label) for one, label in wanted if isinstance(one, WordGroup)]
    if groups:
        _verify_new(KnownWords(catalogue, look_at_additions(office).listed), groups)
    changes = {}
    for label in dict.fromkeys(label for _, label in wanted):
        new = [_as_it_stands(catalogue, one, label) for one, its in wanted if its == label]
        changes[label] = _adding(new)
    change_additions(office, catalogue, changes, "added")


def _verify_new(known: KnownWords, groups: Iterable[tuple[WordGroup, Label]]) -> None:
    for group, label in groups:
        for mistake in known.find_mistakes(group, label):
            raise WrongAdditionError(*mistake)
        known.add(group, label)


def verify_addition(catalogue: Catalogue, addition: Addition, label: Label) -> None:
    """Verify that an addition may be made.

    Raises:
        WrongAdditionError: It holds what cannot be shown.
        NoSuchEntryError: It stands on an entry that this reader does not have.
        TooLowError: It is labelled lower than what it stands on.
    """
    for mistake in find_addition_mistakes(addition):
        raise WrongAdditionError(*mistake)
    if isinstance(addition, WordGroup):
        for mistake in find_word_mistakes(addition):
            raise WrongAdditionError(*mistake)
        return
    entry = catalogue.entry(addition.entry)
    if not is_high_enough(catalogue, addition, label):
        raise TooLowError(label)
    if isinstance(addition, Correction) and addition.line not in own_lines(entry, label):
        raise WrongAdditionError(
            "line", "The entry has no such line.", f"See its lines with: advisor slip {entry.id}"
        )


def _as_it_stands(catalogue: Catalogue, addition: Addition, label: Label) -> Addition:
    """Return an addition that somebody has just looked at."""
    if not isinstance(addition, Note):
        return addition
    lines = own_lines(catalogue.entry(addition.entry), label)
    return msgspec.structs.replace(addition, stands_on=lines)


def _adding(new: Sequence[Addition]) -> Callable[[Body], Body]:
    def add(body: Body) -> Body:
        kept = _without(body, {one.id for one in new})
        notes = [one for one in new if isinstance(one, Note)]
        corrections = [one for one in new if isinstance(one, Correction)]
        words = [one for one in new if isinstance(one, WordGroup)]
        return msgspec.structs.replace(
            kept,
            notes=(*kept.notes, *notes),
            corrections=(*kept.corrections, *corrections),
            words=(*kept.words, *words),
        )

    return add


def _without(body: Body, ids: Iterable[str]) -> Body:
    gone = set(ids)
    return msgspec.structs.replace(
        body,
        notes=tuple(one for one in body.notes if one.id not in gone),
        corrections=tuple(one for one in body.corrections if one.id not in gone),
        words=tuple(one for one in body.words if one.id not in gone),
    )


def remove_addition(office: Office, catalogue: Catalogue, addition_id: str) -> Addition:
    """Take an addition out.

    Raises:
        NoSuchAdditionError: There is none that this administrator may see.
        PeopleError: As ``change_additions``.

    Returns:
        What it was.
    """
    addition, label = look_at_additions(office).find(addition_id)
    change = {label: lambda body: _without(body, {addition_id})}
    change_additions(office, catalogue, change, f"taken out: {subject_of(addition)}")
    return addition


def keep_addition(
    office: Office, catalogue: Catalogue, addition_id: str, line: OwnLine | None = None
) -> Addition:
    """Say of an addition that somebody has looked at it, and that it still holds.

    Args:
        office: The administrator's.
        catalogue: What they may read.
        addition_id: Its id.
        line: The national line that a correction now stands for; that of before, where ``None``.

    Raises:
        NoSuchAdditionError: There is none that this administrator may see.
        WrongAdditionError: The line of a correction is gone, and no other was named.
        PeopleError: As ``change_additions``.

    Returns:
        The addition as it is now.
    """
    addition, label = look_at_additions(office).find(addition_id)
    if isinstance(addition, Correction) and line is not None:
        addition = msgspec.structs.replace(addition, line=line)
    add_additions(office, catalogue, [(addition, label)])
    return addition


def sign_contacts(
    office: Office,
    catalogue: Catalogue,
    contacts: Sequence[LocalContact],
    *,
    replace: bool = False,
) -> None:
    """Put contacts, which are OFFICIAL, among what the site signs, or in the place of their like.

    Args:
        office: The administrator's.
        catalogue: What they may read.
        contacts: The contacts, without mistakes.
        replace: Whether every other contact is taken out.

    Raises:
        PeopleError: As ``change_additions``.
    """

    def put(body: Body) -> Body:
        kept = () if replace else body.contacts
        return msgspec.structs.replace(body, contacts=merge(kept, tuple(contacts)))

    change_additions(office, catalogue, {OFFICIAL: put}, f"contacts signed: {len(contacts)}")


def change_additions(
    office: Office,
    catalogue: Catalogue,
    changes: dict[Label, Callable[[Body], Body]],
    note: str,
    key_file: str = SIGNING_KEY,
) -> None:
    """Change what the site adds at some labels, all or nothing.

    Args:
        office: The administrator's.
        catalogue: What they may read.
        changes: What is done to what stands at each label.
        note: What the auditor is told.
        key_file: The key that signs; another than the site's takes the place of that.

    Raises:
        NotHeldError: The administrator does not hold one of the labels.
        NoSigningKeyError: The site's key is missing, or not for this administrator.
        UnpinnedKeyError: The policy does not name it.
        AdditionsError: What is there was not signed by the site, or there would be too much.
        PeopleError: As ``Office.working``.
        AuditError: It could not be recorded; nothing was changed.
    """
    with office.changing_beside() as (change, affairs):
        _verify_held(office, affairs, changes)
        key = _find_pinned_key(office, key_file)
        found = _read(office, affairs).additions
        if found.problems:
            raise found.problems[0]
        before = {one.label: one for one in found.opened}
        for label, alter in changes.items():
            _write(
                change, affairs, key, _alter(alter, before.get(label), label, affairs, catalogue)
            )
            if label in before and label != OFFICIAL:
                change.remove(f"{FOLDER}/{before[label].name}")
        change.place(SIGNING_KEY, seal_signing_key(key, affairs.site.administrator_keys))
        if key_file != SIGNING_KEY:
            change.remove(key_file)
        told = [_tell(affairs, label, affairs.site.site, note) for label in changes or (OFFICIAL,)]
        carry_out(change, office.record, Kind.LOCAL_CHANGE, told)


def _find_pinned_key(office: Office, key_file: str) -> SigningKey:
    key = find_signing_key(office.folder, office.identity, key_file)
    if key is None:
        raise NoSigningKeyError
    if key.public not in office.policy.local_keys:
        raise UnpinnedKeyError(key.public)
    return key


def _verify_held(office: Office, affairs: Affairs, labels: Iterable[Label]) -> None:
    missing = [one for one in labels if one != OFFICIAL and not _holds(affairs, one)]
    if missing:
        holders = affairs.register.holders(missing, office.today)
        raise NotHeldError(missing, [one.name for one in holders])


def _holds(affairs: Affairs, label: Label) -> bool:
    return label in affairs.register.labels and affairs.holds(label)


def _alter(
    alter: Callable[[Body], Body],
    before: Opened | None,
    label: Label,
    affairs: Affairs,
    catalogue: Catalogue,
) -> Body:
    body = before.body if before else Body(site=affairs.site.site, label=str(label))
    after = alter(body)
    kinds = (after.notes, after.corrections, after.words, after.contacts)
    if max(map(len, kinds)) > MOST_OF_EACH:
        raise FullAdditionsError(label)
    return msgspec.structs.replace(
        after, revision=body.revision + 1, segment=build_postings(after.on_entries, catalogue)
    )


def _write(change: Change, affairs: Affairs, key: SigningKey, body: Body) -> None:
    label, content = Label.parse(body.label), to_signed_file(body, key)
    if len(content) > MOST_BYTES:
        raise FullAdditionsError(label)
    if label == OFFICIAL:
        change.place(f"{FOLDER}/{OFFICIAL_FILE}", content)
        return
    recipient = Recipient(affairs.register.current_key(label))
    change.place(f"{FOLDER}/{new_name()}", seal_evenly(content, (recipient,)))


def _tell(affairs: Affairs, label: Label, subject: str, note: str) -> Details:
    return Details(who=affairs.me.name, subject=subject, label=str(label), note=note)
