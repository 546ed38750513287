"""What a site would add to the catalogue, made up for a rehearsal, and marked as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from advisor.additions.addition import Body, Note, WordGroup, new_addition_id
from advisor.additions.placing import build_postings
from advisor.additions.reading import OFFICIAL_FILE, additions_path
from advisor.additions.signed_file import to_signed_file
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.own_lines import own_lines
from advisor.catalogue.section import Section
from advisor.clearance import OFFICIAL, Label
from advisor.durable import write_file
from advisor.people.register import new_name
from advisor.policy import policy_path
from advisor.sealing.age import Identity, seal_evenly
from advisor.signing.site_key import SigningKey

_BY: Final = "duty manager (made up)"
_MADE_UP: Final = "Made up for this demonstration: "
#: What is added at which label, by the id of the entry.
_NOTES: Final = (
    (OFFICIAL, "anti-kidnap-extortion", "at this site the duty manager keeps the form ready."),
    (OFFICIAL, "air-support", "at this site the landing place is behind the main building."),
    (Label.parse("SECRET"), "lawful-interception", "at this site only one room may be used."),
    (Label.parse("SECRET/ALDER"), "magma-team", "at this site a second person has to be there."),
)
#: What people would type at this site, and what the catalogue calls it, by label.
_WORDS: Final = (
    (OFFICIAL, "sky taxi", "air support"),
    (Label.parse("SECRET"), "the quiet room", "lawful interception"),
)


def add_rehearsal_notes(
    site: Path, sections: Sequence[Section], keys: Mapping[Label, Identity], today: date
) -> None:
    """Add a few notes and words to a rehearsal, signed by a key that is kept nowhere.

    Args:
        site: The rehearsal's site folder; its policy is written to name the key.
        sections: The catalogue, the OFFICIAL section first.
        keys: The private key of each label above OFFICIAL.
        today: The day on which they are added.

    Raises:
        AdvisorError: The folder cannot be written.
    """
    signing = SigningKey.generate()
    catalogue = Catalogue(sections)
    write_file(policy_path(site), f'local_keys = ["{signing.public}"]\n'.encode())
    for label in dict.fromkeys(label for label, _, _ in _NOTES):
        notes = tuple(
            Note(
                id=new_addition_id(),
                entry=entry,
                text=_MADE_UP + text,
                by=_BY,
                added_on=today,
                stands_on=own_lines(catalogue.entry(entry), label),
            )
            for marked, entry, text in _NOTES
            if marked == label
        )
        words = tuple(
            WordGroup(id=new_addition_id(), says=(says,), means=(means,), by=_BY, added_on=today)
            for marked, says, means in _WORDS
            if marked == label
        )
        body = Body(
            site="0" * 32,
            label=str(label),
            revision=1,
            notes=notes,
            words=words,
            segment=build_postings(notes, catalogue),
        )
        content = to_signed_file(body, signing)
        if label == OFFICIAL:
            write_file(additions_path(site) / OFFICIAL_FILE, content)
        else:
            sealed = seal_evenly(content, (keys[label].recipient,))
            write_file(additions_path(site) / new_name(), sealed)
