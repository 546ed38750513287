"""What the fields of a source are called in words, and what an author is told of each.

One table serves whoever compares two catalogues and whoever writes one in a workbook,
so that a field has one name. The names in the sources stay the format.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from advisor.catalogue.access import (
    Access,
    Choice,
    Derivation,
    FactDefinition,
    Prerequisite,
    Requirement,
    Route,
    Step,
)
from advisor.catalogue.entry import (
    Authority,
    Channel,
    Citation,
    ContactDetails,
    Discrepancy,
    GridRow,
    Head,
    LawLink,
    Meeting,
    Organisation,
    Precedent,
    Recommendation,
    Row,
    SiteCorrection,
    SiteNote,
    Source,
    Urgent,
)
from advisor.catalogue.release import ProtectedTerms, Release, Synonyms, Threat
from advisor.catalogue.rule_case import Expectation, RuleCase


@dataclass(frozen=True)
class FieldWords:
    """One field in words.

    Attributes:
        name: What it is called.
        note: What an author writes into it.
    """

    name: str
    note: str


_CONTACT = "The id of a contact, or role: and a role, such as role:rocc."
_KEYS = "Keys of the list of sources."
_SLUG = "Lower-case words joined by hyphens. It stays the same for ever."
_CONDITION = "See “Conditions” on the first sheet."

_WORDS: dict[type[msgspec.Struct], dict[str, tuple[str, str]]] = {
    Head: {
        "id": ("id", _SLUG),
        "kind": ("kind", "What sort of entry it is. The sheet says it."),
        "title": ("title", "Its name."),
        "summary": ("summary", "What it can do for the reader, in one line of 90 characters."),
        "aliases": ("other names", "Other names and acronyms."),
        "words": ("plain words", "Words that people type when they need it."),
        "threats": ("threat areas", "Keys of the list of threat areas."),
        "owner": ("owner", "Who runs it."),
        "sure": ("how sure", "How sure the entry is as a whole."),
        "checked_on": ("checked on", "The day on which it was last compared with its sources."),
        "review_on": ("review on", "The day by which to check it again."),
    },
    Citation: {
        "source": ("source", "A key of the list of sources."),
        "supports": ("what it supports", "What the source bears out, in a few words."),
        "confidence": ("confidence", "How well it bears it out."),
        "checked_on": ("checked on", "The day on which the entry was compared with it."),
    },
    Source: {
        "key": ("key", _SLUG),
        "title": ("title", "Its title."),
        "publisher": ("publisher", "Who published it."),
        "kind": ("kind", "What sort of document it is."),
        "dated": ("dated", "When it was published, in words. Empty where that is not known."),
        "seen": ("seen as", "In what form it was read."),
        "short": ("short name", "A name to stand beside a step, such as RIPA 2000 s28."),
    },
    LawLink: {
        "text": ("text", "The Act and section, and what it means here."),
        "entry": ("authority", "The id of the authority that explains it, where there is one."),
    },
    Urgent: {
        "text": ("instruction", "What to do where life is at risk or the crime is going on."),
        "detail": ("detail", "Whom, in a sentence."),
        "contacts": ("whom to ring", f"In the order to ring them. {_CONTACT}"),
        "note": ("note", "What is not confirmed about it."),
        "sources": ("sources", _KEYS),
    },
    Authority: {
        "row": ("row", "Its row in the table of authorities, such as A4."),
        "act": ("Act", "Act and sections."),
        "authoriser": ("who authorises", "Who authorises it."),
        "grounds": ("grounds", "On what grounds."),
        "approval": ("approval", "Who else must approve."),
        "duration": ("how long it lasts", "Its normal life, and renewal."),
        "urgent": ("if urgent", "The urgent path."),
        "record": ("what to record", "What must be recorded."),
        "notes": ("notes", "Anything else, one sentence each."),
    },
    Organisation: {
        "type": ("type", "A region, a unit, a force or an agency."),
        "region": ("region", "The id of the region that it belongs to."),
        "unit": ("unit", "The id of the regional unit."),
        "forces": ("forces", "Ids of the forces in it."),
        "also_region": ("region that claims it too", "Another region, as it was published."),
        "host": ("host force", "The id of the force that hosts the unit."),
        "former_names": ("former names", "Names in older documents."),
        "tile": ("place on the map", "Column and row, such as 2,3."),
    },
    Discrepancy: {
        "text": ("text", "What one source says, and what the other says."),
        "sources": ("sources", _KEYS),
    },
    Channel: {
        "kind": ("kind", "Which way to reach them."),
        "value": ("number or address", "As one dials or types it."),
        "note": ("note", "What to know about it."),
    },
    ContactDetails: {
        "role": ("what for", "What they do for the reader, in a few words."),
        "order": ("order", "Place in the list of whom to ring. Low comes first."),
        "channels": ("ways to reach them", "Nothing, where nothing is published."),
        "published": ("published", "Yes exactly where there is a way to reach them."),
        "fills": ("role it fills", "The role that a site's own contact fills, such as rocc."),
        "region": ("region", "The id of the region it is for. Empty for everywhere."),
        "hours": ("hours", "When it is staffed. Empty where that is not published."),
        "verified_on": ("verified on", "The day on which it was compared with its source."),
        "caution": ("caution", "What to know before relying on it."),
    },
    GridRow: {
        "tier": ("tier", "Whose row it is."),
        "published": ("published", "Whether its text is published."),
        "lines": ("lines", "What this tier does, one responsibility a line."),
    },
    Meeting: {
        "chair": ("chair", "Who chairs it. Empty where that is not published."),
        "frequency": ("how often", "Empty where that is not published."),
        "purpose": ("purpose", "What it is for."),
        "attends": ("who attends", "Where that is published."),
    },
    Row: {
        "name": ("name", "The first cell of the row."),
        "text": ("text", "What is said about it."),
    },
    Precedent: {
        "reported": ("where it was reported", "Who published it and when."),
        "together": ("who worked together", "Which bodies."),
        "problem": ("what it was about", "What the case was about."),
        "asked": ("who asked", "Who asked whom. Empty where that is not published."),
        "given": ("what was brought to it", "One thing a line."),
        "result": ("what came of it", "Empty where that is not published."),
    },
    Recommendation: {
        "number": ("number", "Its number in the report."),
        "addressee": ("to whom", "To whom it was made."),
        "due": ("by when", "In the report's words."),
        "asked": ("what it asked for", "In plain words."),
        "outcome": ("what came of it", "As far as was found."),
        "helps": ("what this product does", "One thing a line."),
        "not_yet": ("what it does not do", "One thing a line."),
    },
    Requirement: {
        "id": ("id", "A slug, once in each capability."),
        "text": ("text", "The reason in plain words, as it reads when it holds."),
        "when": ("when", _CONDITION),
        "otherwise": ("otherwise", "What the reader is told when it does not hold."),
        "change": ("what would change it", "Empty where nothing would."),
        "sources": ("sources", _KEYS),
    },
    Prerequisite: {
        "id": ("id", "A slug, once in each capability."),
        "text": ("text", "What to obtain, as an instruction."),
        "who": ("who gives it", "Who gives it."),
        "contact": ("contact", _CONTACT),
        "time": ("time", "How long it takes or lasts. Empty where that is not published."),
        "needed": ("needed when", f"Empty for always. {_CONDITION}"),
        "held": ("held when", f"When the asker has it already. Empty for never. {_CONDITION}"),
        "entry": ("explained by", "The id of the entry that explains it."),
        "sources": ("sources", _KEYS),
    },
    Step: {
        "text": ("text", "What to do, as an instruction."),
        "detail": ("detail", "One more sentence, where it helps."),
        "who": ("who", "Who does it or gives it."),
        "contact": ("contact", _CONTACT),
        "time": ("time", "How long it takes. Empty where that is not published."),
        "when": ("when", f"When the step applies. Empty for always. {_CONDITION}"),
        "sources": ("sources", _KEYS),
    },
    Route: {
        "id": ("id", "A slug, once in each capability."),
        "title": ("title", "The route in a few words."),
        "requirements": ("requirements", "What must hold for this route alone."),
        "prerequisites": ("what to obtain first", "In order."),
        "steps": ("steps", "What to do then, in order."),
        "contacts": ("whom to ring", f"In the order to ring them. {_CONTACT}"),
    },
    Access: {
        "requirements": ("requirements", "What must hold whatever the route."),
        "routes": ("routes", "The ways to it, best first."),
        "note": ("note", "What every reader should know, whatever the outcome."),
    },
    Choice: {
        "value": ("value", "The word that conditions use."),
        "text": ("text", "What the reader sees."),
    },
    Derivation: {
        "value": ("value", "The value, as an answer is typed."),
        "when": ("when", _CONDITION),
    },
    FactDefinition: {
        "name": ("name", "Lower-case words joined by underscores. Conditions use it."),
        "type": ("type", "What sort of answer it takes."),
        "subject": ("subject", "A few words for the list of answers."),
        "text": ("question", "The question."),
        "why": ("why", "Why it is asked."),
        "choices": ("answers", "The answers to choose from."),
        "unit": ("unit", "What a number counts."),
        "who_could_tell": ("who could tell", "Whom to ask, as it stands after “ask”."),
        "cost": ("cost", "How hard it is to find out: 1, known at once, to 5."),
        "sensitivity": ("sensitivity", "0 harmless, 1 about the case, 2 better not recorded."),
        "sources": ("sources", _KEYS),
        "derived": ("worked out", "How it is worked out. It is then never asked."),
        "otherwise": ("otherwise", "The value that it has where none of these holds."),
    },
    Release: {
        "release": ("number", "The number of the release. Each is higher than the last."),
        "title": ("title", "What the catalogue is called."),
        "language": ("language", "The language of its texts, such as en-GB."),
        "published_on": ("published on", "The day on which it is published."),
        "demonstration": ("demonstration", "Whether it is for rehearsal only."),
    },
    Threat: {
        "key": ("key", _SLUG),
        "title": ("title", "What the threat area is called."),
        "words": ("plain words", "Words that people type for it."),
    },
    Synonyms: {
        "says": ("what people type", "Plain words."),
        "means": ("what the catalogue calls it", "The catalogue's words."),
    },
    ProtectedTerms: {
        "terms": ("terms to protect", "Words and phrases that may stand in nothing marked lower."),
        "why": ("why", "Who says so, or why."),
    },
    SiteNote: {
        "id": ("id", "A slug, once among the site's additions."),
        "text": ("text", "What it says."),
        "by": ("by", "Who wrote it, in role words."),
        "added_on": ("added on", "The day."),
        "review_on": ("look at it again by", "The day."),
        "is_outdated": ("national text changed since", "Whether nobody has looked at it since."),
    },
    SiteCorrection: {
        "id": ("id", "A slug, once among the site's additions."),
        "heading": ("heading", "What stands above or before the national line."),
        "was": ("national line", "The line as the national catalogue has it."),
        "text": ("text", "What holds at the site."),
        "why": ("why", "Why, in a sentence."),
        "by": ("by", "Who says so, in role words."),
        "added_on": ("added on", "The day."),
        "review_on": ("look at it again by", "The day."),
        "is_outdated": ("national line changed since", "Whether nobody has looked at it since."),
    },
    RuleCase: {
        "id": ("id", "A slug, once among all cases."),
        "title": ("title", "The case in a few words."),
        "check": ("entry", "The id of the entry whose rules it tries."),
        "facts": ("answers", "What is known, as {fact: value}."),
        "expect": ("expected", "What the advice has to be."),
        "row": ("written from", "A row such as A4, or facts: and a place."),
        "why": ("why", "Why it has to be so, in a sentence."),
    },
    Expectation: {
        "outcome": ("outcome", "What has to come out."),
        "certain": ("certain", "Whether it holds whatever the open facts turn out to be."),
        "route": ("route", "The id of the route that the plan follows."),
        "prerequisites": ("to be obtained", "Ids of all that is still to be obtained, in order."),
        "because": ("because", "Ids of requirements that hold, or fail where it is a no."),
        "asks": ("still asked", "Facts that are still worth asking."),
        "steps_include": ("words of steps", "Words that occur in steps of the plan."),
    },
}


def field_words(record: type[msgspec.Struct], field: str) -> FieldWords:
    """Return what a field of a record is called, and what an author is told of it.

    Args:
        record: The record's type.
        field: The field's name in the sources.
    """
    return FieldWords(*_WORDS[record][field])
