"""Checking that what one clearance sees does not depend on what is above it.

For each clearance that can be opened, the session that the installed catalogue gives is compared
with the session that a catalogue gives in which nothing above it ever was: the sections below
are sealed anew, to new keys, into a file of their own. What the site adds is compared too: as the
installed site gives it, against what a site gives that adds nothing above.

What it cannot find: a portion that was marked too low by whoever published it. It is in both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from advisor.additions.placing import place_additions
from advisor.additions.reading import Additions
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.section import Section
from advisor.catalogue.store import read_official, read_sealed
from advisor.catalogue.trust import digest
from advisor.catalogue_file import CatalogueFile
from advisor.clearance import OFFICIAL, Label, by_height
from advisor.people.joining import Joined, join_additions
from advisor.policy import load_policy
from advisor.releases.building import to_file
from advisor.releases.observing import Action, make_actions
from advisor.releases.sealing_plan import SealingPlan
from advisor.sealing.age import Identity, generate_identity
from advisor.sealing.profile import Profile
from advisor.sealing.section import HEADER_BYTES
from advisor.session import Session
from advisor.settings import Places
from advisor.unsealing import Granted, NothingOpenedError, open_sections

#: How many of the actions that differ are named.
_MOST_NAMED = 20
#: How many actions are compared between two words on how far it is.
_BATCH = 100
#: Told what is being done, and how much of all is done, in per cent; what it raises ends the check.
Tell = Callable[[str, int], None]


@dataclass(frozen=True)
class Compared:
    """What was found for one clearance.

    Attributes:
        label: The clearance.
        actions: How many actions were compared.
        differences: How many differed.
        named: Some of those.
    """

    label: Label
    actions: int
    differences: int
    named: tuple[str, ...]

    @property
    def words(self) -> str:
        """The figures in words."""
        return f"actions compared: {self.actions:,}, different: {self.differences:,}"


@dataclass(frozen=True)
class SeparationReport:
    """What a check found.

    Attributes:
        made_at: When, in UTC.
        release: The number of the release.
        digest: SHA-256 of the catalogue file.
        compared: What was found for each clearance, lowest first.
        not_opened: Labels of the site that were not checked, because nothing of theirs opened;
            ``None`` where it is not known which the site has.
    """

    made_at: datetime
    release: int
    digest: str
    compared: tuple[Compared, ...]
    not_opened: tuple[Label, ...] | None

    @property
    def is_separate(self) -> bool:
        """Whether nothing differed."""
        return not any(one.differences for one in self.compared)

    @property
    def marking(self) -> Label:
        """How the report is marked: it names labels, and words where something differed."""
        return self.compared[-1].label

    @property
    def heading(self) -> str:
        """What it is, and when it was made."""
        return f"Check of separation, {self.made_at:%d %B %Y, %H:%M} UTC"

    def remarks(self) -> tuple[str, ...]:
        """What whoever reads the figures has to know, a sentence or two each."""
        if self.not_opened is None:
            besides = "Which labels the site has besides is known to its administrators alone."
        elif self.not_opened:
            besides = f"Not opened, so not compared: {', '.join(map(str, self.not_opened))}."
        else:
            besides = "Every label of the site was compared."
        return (
            besides,
            "It does not find what was published under too low a marking: that is in both.",
        )

    def to_text(self) -> str:
        """Return it to be kept or printed, marked above and below."""
        lines = [str(self.marking), "", self.heading]
        lines.append(f"Release {self.release}, SHA-256 {self.digest}")
        for one in self.compared:
            lines.append(f"{one.label}: {one.words}")
            lines += [f"    differs: {name}" for name in one.named]
        return "\n".join([*lines, *self.remarks(), "", str(self.marking), ""])


def check_separation(
    file: CatalogueFile,
    places: Places,
    granted: Granted,
    *,
    site_labels: Collection[Label] | None,
    now: datetime,
    tell: Tell,
) -> SeparationReport:
    """Compare what each clearance sees, with and without what is above it.

    Args:
        file: The installed catalogue.
        places: The site and home folders.
        granted: The keys of whoever checks.
        site_labels: Every label of the site, if that is known.
        now: The time, in UTC.
        tell: Told how far it is, because it takes some seconds for each clearance.

    Raises:
        UnsignedCatalogueError: There are keys, but nothing vouches for the file.
        AdvisorError: A section that is for these keys could not be opened.
    """
    sections = _open(file, granted)
    labels = [section.label for section in sections]
    added = join_site_additions(sections, places, granted)
    actions = make_actions(_make_session(file, places, sections, added))
    compared = []
    for number, label in enumerate(labels, start=1):
        words = f"Comparing clearance {number} of {len(labels)}, {len(actions):,} actions …"
        before = (number - 1) * len(actions)
        step = partial(_tell_share, tell, words, before, len(labels) * len(actions))
        compared.append(
            _compare(
                file, places, granted, sections, added, label=label, actions=actions, step=step
            )
        )
    not_opened = None if site_labels is None else set(site_labels) - set(labels)
    return SeparationReport(
        now,
        file.official.release.release,
        digest(file.data),
        tuple(compared),
        None if not_opened is None else tuple(sorted(not_opened, key=by_height)),
    )


def _tell_share(tell: Tell, words: str, before: int, whole: int, done: int) -> None:
    tell(words, 100 * (before + done) // max(1, whole))


def _open(file: CatalogueFile, granted: Granted) -> tuple[Section, ...]:
    if not granted:
        return (file.official,)
    file.verify_takes_identities()
    found = open_sections(file.official, read_sealed(file.data, file.name), granted)
    if found.error is not None and not isinstance(found.error, NothingOpenedError):
        raise found.error
    return found.sections


def _compare(
    file: CatalogueFile,
    places: Places,
    granted: Granted,
    sections: Sequence[Section],
    added: Joined,
    *,
    label: Label,
    actions: Sequence[Action],
    step: Callable[[int], None],
) -> Compared:
    held = {lower: keys for lower, keys in granted.items() if label.dominates(lower)}
    opened = _open(file, held)
    installed = _make_session(file, places, opened, join_site_additions(opened, places, held))
    lower = reduce([section for section in sections if label.dominates(section.label)])
    reduced = _make_session(file, places, lower, _add_within(added, lower, label))
    differing = list(_find_differences(installed, reduced, actions, step))
    return Compared(label, len(actions), len(differing), tuple(differing[:_MOST_NAMED]))


def join_site_additions(sections: Sequence[Section], places: Places, granted: Granted) -> Joined:
    """Return what the site adds to some sections, as far as some keys open it."""
    return join_additions(Catalogue(sections), places.site, load_policy(places.site), granted)


def _add_within(added: Joined, sections: Sequence[Section], label: Label) -> Joined:
    """Return what a site adds that adds nothing above a label."""
    files = tuple(file for file in added.additions.opened if label.dominates(file.label))
    placed = place_additions(Catalogue(sections), files)
    return Joined(Additions(files), placed.sections, placed.problems)


def _make_session(
    file: CatalogueFile, places: Places, sections: Sequence[Section], added: Joined
) -> Session:
    whole = Catalogue([*sections, *added.sections])
    return Session(whole, file.trust, places, joined=added)


def _find_differences(
    installed: Session, reduced: Session, actions: Sequence[Action], step: Callable[[int], None]
) -> Iterator[str]:
    for number, action in enumerate(actions):
        if number % _BATCH == 0:
            step(number)
        if action.observe(installed) != action.observe(reduced):
            yield action.name


def reduce(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return sections as a catalogue gives them that never held any others.

    Args:
        sections: The OFFICIAL one first.
    """
    keys = {one.label: generate_identity() for one in sections if one.label != OFFICIAL}
    data = to_file(sections, _make_plan(sections, keys=keys)) if keys else to_file(sections)
    official = read_official(data, "reduced")
    if not keys:
        return (official,)
    granted = {label: (key,) for label, key in keys.items()}
    found = open_sections(official, read_sealed(data, "reduced"), granted)
    if found.error is not None:
        raise found.error
    return found.sections


def _make_plan(sections: Sequence[Section], *, keys: Mapping[Label, Identity]) -> SealingPlan:
    longest = max(len(section.to_bytes()) for section in sections)
    profile = Profile(len(keys), longest + HEADER_BYTES, 1)
    return SealingPlan(profile, {label: (key.recipient,) for label, key in keys.items()})
