"""What a query says besides its words."""

from __future__ import annotations

import pytest

from advisor.search.syntax import complete, split

VOCABULARY = {
    "kind": {"contact": "contact", "contacts": "contact", "term": "term"},
    "threat": {"drugs": "drugs", "drugs and county lines": "drugs", "fraud": "fraud"},
}


def taken(text):
    said = split(text, VOCABULARY)
    excluded = [phrase.stems for phrase in said.excluded]
    return said.words.split(), excluded, {name: set(found) for name, found in said.chosen.items()}


@pytest.mark.parametrize(
    ("text", "words", "excluded", "chosen"),
    [
        ("kidnap", ["kidnap"], [], {}),
        ("missing -child", ["missing"], [("child",)], {}),
        ('missing -"young child" boy', ["missing", "boy"], [("young", "child")], {}),
        ("kind:contact kidnap", ["kidnap"], [], {"kind": {"contact"}}),
        ("KIND:Contacts", [], [], {"kind": {"contact"}}),
        ("kind:contact kind:term", [], [], {"kind": {"contact", "term"}}),
        ('threat:"drugs and county lines" gun', ["gun"], [], {"threat": {"drugs"}}),
        ("kind:contact threat:fraud", [], [], {"kind": {"contact"}, "threat": {"fraud"}}),
    ],
)
def test_words_exclusions_and_scopes_are_told_apart(text, words, excluded, chosen):
    assert taken(text) == (words, excluded, chosen)


@pytest.mark.parametrize(
    "text",
    [
        "anti-kidnap",
        "met at 10:30",
        "kind:banana",
        "colour:red",
        "-kind:contact",
        "- kidnap",
        "--",
        "kind:",
        ':"',
        "-the",
        'kind:"',
        "http://example.org",
        "re:the meeting",
    ],
)
def test_a_slip_becomes_words(text):
    assert taken(text) == (text.split(), [], {})


def test_what_is_not_words_is_told_as_it_was_typed():
    said = split('boy -"young child" KIND:Contacts -old', VOCABULARY)
    assert said.taken == ('-"young child"', "KIND:Contacts", "-old")
    assert said.unknown == ()


def test_a_scope_that_names_nothing_here_is_told_apart_from_words_with_a_colon():
    said = split("kind:banana threat:drugs re:the 10:30 -kind:apple Threat:x", VOCABULARY)
    assert said.unknown == ("kind:banana", "Threat:x")


def test_what_is_being_typed_is_completed():
    assert complete("ki", VOCABULARY) == ("kind:",)
    assert complete("kidnap kind:c", VOCABULARY) == ("kind:contact",)
    assert complete("threat:drugs a", VOCABULARY) == ()
    assert complete('threat:"drugs a', VOCABULARY) == ()
    assert complete("threat:dr", VOCABULARY) == ("threat:drugs",)
    assert complete("", VOCABULARY) == ()
    assert complete("kind:contact ", VOCABULARY) == ()
    assert complete("colour:r", VOCABULARY) == ()
    assert complete("kind:contacts", VOCABULARY) == ("kind:contacts",)
