"""What kind of answer a question asks for, told by how it is put.

"Who do I ring" asks for somebody to ring, "which meeting" for a meeting, whatever it is about.
Nothing is left out for it and nothing added: the kinds that are asked for only count as much as
a capability does, which otherwise comes first.
"""

from __future__ import annotations

import re

_ONE = r"(?: (?:do|does|can|could|should|must|would|might))? (?:i|we|you|one|he|she|they)"
_FRAMES = {
    "contact": rf"who{_ONE} (?:ring|call|phone|e-?mail|contact)|(?:what|which) number"
    r"|(?:phone |telephone )?numbers? (?:for|of)|contact details|e-?mail address"
    r"|how (?:do|can) (?:i|we) (?:reach|contact)",
    "forum": r"(?:which|what) (?:meeting|forum|board|committee)|who (?:chairs|sits on|attends)"
    r"|how often do(?:es)?|(?:which|what) group (?:decides|sets|agrees|meets)"
    r"|(?:when|where) do(?:es)? .{1,60}meet",
    "authorisation": r"(?:which|what) (?:law|act|section|power|warrant|order|authority)s?"
    r"|who (?:signs|authori[sz]es|grants|has to sign|can authori[sz]e|must authori[sz]e)"
    r"|legal basis|is it (?:legal|lawful)|need (?:a|any) (?:warrant|authority|authori[sz]ation)"
    r"|am i allowed|are we allowed",
    "term": r"what do(?:es)? .{1,60}(?:mean|stand for)|(?:meaning|definition) of|stands? for"
    r"|difference between|short for|define|what(?: i|')s meant by",
    "responsibility": r"who (?:leads?|owns|does what|does the|is (?:in charge|responsible|meant"
    r"|supposed|to lead))|who(?: i|')s (?:job|responsibility)|whose (?:job|responsibility)"
    r"|(?:us|we|force|rocu) or (?:the )?nca",
    "organisation": r"(?:which|what) (?:rocu|region|regional unit|force)",
    "procedure": r"how (?:do|can|should) (?:i|we) (?:send|pass|refer|submit|hand|escalate|check"
    r"|mark|share|ask)|what (?:are the steps|happens (?:next|then|after))|step by step",
}
_KINDS = re.compile("|".join(rf"(?P<{kind}>\b(?:{frame})\b)" for kind, frame in _FRAMES.items()))
# No question frame is shorter, and most of what is typed is.
_LEAST = 6


def kinds_asked_for(text: str) -> frozenset[str]:
    """Return the kinds of entry that a question asks for by how it is put; mostly none.

    Args:
        text: What the reader typed so far; any text at all will do.
    """
    if len(text) < _LEAST:
        return frozenset()
    asked = " ".join(text.casefold().replace("’", "'").split())
    return frozenset(found.lastgroup for found in _KINDS.finditer(asked) if found.lastgroup)
