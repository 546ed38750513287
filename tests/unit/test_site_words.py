"""Words that a site adds for search: what is wrong with a group, and what it does for whom."""

from __future__ import annotations

import pytest

from advisor.additions.addition import (
    Addition,
    Body,
    WordGroup,
    find_addition_mistakes,
    split_words,
)
from advisor.additions.conflicts import Reason, conflicts, find_conflicts
from advisor.additions.placing import place_additions
from advisor.additions.reading import OFFICIAL_FILE, Opened
from advisor.additions.words import KnownWords, find_word_mistakes
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.release import Synonyms
from advisor.catalogue.trust import Trust
from advisor.clearance import OFFICIAL, Clearance, Label
from advisor.releases.differences import find_differences
from advisor.releases.partition import part_sections
from advisor.search.entry_finder import Found
from advisor.session import Session
from tests.support.builders import CHECKED
from tests.support.labelled import PLACES, RELEASE, Labelled, entry_of, make_source
from tests.support.sealed import LABELS

SECRET = LABELS[2]


def group(says: str = "sky taxi", means: str = "helicopter", number: int = 1) -> WordGroup:
    return WordGroup(
        id=f"{number:012x}",
        says=split_words(says),
        means=split_words(means),
        by="duty manager",
        added_on=CHECKED,
    )


def national(*groups: Synonyms, does: str = "A helicopter flies.") -> Catalogue:
    source = make_source(
        [
            entry_of("air-support", Kind.CAPABILITY, ("does", OFFICIAL, does)),
            entry_of("glass-boat", Kind.CAPABILITY, ("does", SECRET, "A submarine."), label=SECRET),
        ],
        groups=[(one, OFFICIAL) for one in groups],
    )
    return Catalogue(part_sections(source, RELEASE))


def session(
    added: Labelled = (),
    clearance: Label = OFFICIAL,
    catalogue: Catalogue | None = None,
) -> Session:
    """Open what a clearance has at a site that adds groups, each with its label; else one."""
    added = added or ((group(), OFFICIAL),)
    readable = (catalogue or national()).opened_at(Clearance(clearance))
    files = [
        Opened(
            OFFICIAL_FILE,
            label,
            Body(
                site="0" * 32, label=str(label), words=tuple(g for g, its in added if its == label)
            ),
            None,
        )
        for label in dict.fromkeys(label for _, label in added)
        if clearance.dominates(label)
    ]
    placed = place_additions(readable, files)
    return Session(Catalogue([*readable.sections, *placed.sections]), Trust.SITE, PLACES)


def find(query: str, there: Session) -> list[Found]:
    return list(there.search(query).found)


def test_words_of_a_site_find_what_they_stand_for_and_say_whose_they_are():
    (found,) = find("sky taxi ", session())
    assert found.head.id == "air-support"
    (why,) = found.result.why
    assert (why.typed, why.how, found.is_by_site(why)) == ("sky taxi", "synonym", True)
    assert found.say_found(why) == "helicopter (your site)"


def test_what_was_typed_can_be_looked_for_as_it_is():
    there = session(((group("chopper"), OFFICIAL),), catalogue=national(does="A helicopter."))
    assert find("chopper ", there)
    assert find('"chopper"', there) == []


def test_words_of_a_site_count_less_than_the_word_itself():
    there = session(((group("taxi"), OFFICIAL),))
    said, itself = (find(query, there)[0].result.score for query in ("taxi ", "helicopter "))
    assert said < itself


def test_words_above_a_reader_do_nothing_for_them():
    added = ((group("sky taxi"), SECRET),)
    assert find("sky taxi ", session(added)) == []
    (found,) = find("sky taxi ", session(added, SECRET))
    assert found.marking == SECRET  # that the two belong together is as high as the group


def test_what_is_said_at_two_labels_is_marked_as_the_lower():
    added = ((group(), SECRET), (group(number=2), OFFICIAL))
    assert [one.marking for one in find("sky taxi ", session(added, SECRET))] == [OFFICIAL]


def test_what_the_publisher_says_too_is_not_called_the_sites():
    there = session(catalogue=national(Synonyms(says=("sky taxi",), means=("helicopter",))))
    (found,) = find("sky taxi ", there)
    assert found.say_found(found.result.why[0]) == "helicopter"


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        (group(says=""), "says", "There are no words."),
        (group(means=" ; ;"), "means", "There are no words."),
        (group(says="x" * 121), "says", "too long"),
        (group(says="yard\u202etaxi"), "says", "control character"),
        (group(means=";".join(f"w{n}" for n in range(21))), "means", "There are 21 words"),
        (group(says="taxi; the"), "says", "Word or phrase 2 is small words alone"),
        (group(means="helicopter; to be"), "means", "Word or phrase 2 is small words alone"),
        (group(says="…"), "says", "Word or phrase 1 is small words alone"),
        (group("sky taxi", "helicopter; Sky Taxis"), "means", "stands on the other side too"),
    ],
)
def test_every_mistake_is_told_by_field_and_without_the_words(
    wrong: WordGroup, field: str, reason: str
):
    (told, why, remedy), *_ = find_addition_mistakes(wrong) or find_word_mistakes(wrong)
    assert told == field
    assert reason in why
    assert remedy.endswith(".")
    assert not any(text in why for text in (*wrong.says, *wrong.means) if text.isalpha())


def test_a_sound_group_has_no_mistake():
    assert find_addition_mistakes(group()) == find_word_mistakes(group()) == []


def test_words_are_one_a_line_or_with_semicolons_between_each_once():
    assert split_words(" sky   taxi ;whirly\nSky Taxi\r\n\n") == ("Sky Taxi", "whirly")


@pytest.mark.parametrize(
    ("added", "label", "is_known"),
    [
        (group("Sky taxis", "helicopters", 3), OFFICIAL, True),  # search takes them for the same
        (group("sky taxi; whirly", "helicopter", 3), OFFICIAL, False),
        (group("sky taxi", "helicopter", 3), SECRET, True),
        (group("deep one", "submarine", 3), OFFICIAL, False),  # said at SECRET alone
        (group("deep one", "submarine", 3), SECRET, True),
        (group("deep one", "submarine", 2), SECRET, False),  # it is that one, changed
        (group("chopper", "helicopter", 3), OFFICIAL, True),  # the publisher says so
    ],
)
def test_what_is_said_already_to_those_who_may_read_it_is_refused(
    added: WordGroup, label: Label, is_known: bool
):
    catalogue = national(Synonyms(says=("chopper",), means=("helicopter",)))
    listed = [(group(), OFFICIAL), (group("deep one", "submarine", 2), SECRET)]
    assert bool(KnownWords(catalogue, listed).find_mistakes(added, label)) == is_known


def test_a_release_that_says_the_same_is_told_as_what_it_adds_itself():
    said = Synonyms(says=("sky taxi",), means=("air",))
    before, after = session(), session(catalogue=national(said))
    found = find_differences(before.catalogue, after.catalogue)
    assert [(one.kind, one.title) for one in found.added] == [("synonyms", "air")]
    assert (found.removed, found.changed, found.labels) == ((), (), ())


def test_words_of_a_site_are_no_part_of_the_catalogues_sources():
    assert [one for one, _ in session().catalogue.labelled_lists() if hasattr(one, "says")] == []


def test_a_group_whose_words_are_nowhere_has_to_be_looked_at():
    there, gone = (group(), OFFICIAL), (group(means="autogyro", number=2), OFFICIAL)
    (found,) = find_conflicts(national(), [there, gone])
    assert (found.addition, found.reason) == (gone[0], Reason.WORDS_GONE)


def test_words_that_stand_above_a_group_are_as_good_as_nowhere():
    added: list[tuple[Addition, Label]] = [(group(means="submarine"), OFFICIAL)]
    whole = national()
    assert len(find_conflicts(whole, added)) == 1
    assert len(find_conflicts(whole.opened_at(Clearance(OFFICIAL)), added)) == 1
    assert find_conflicts(whole, [(added[0][0], SECRET)]) == ()


def test_a_release_that_takes_the_words_away_says_so():
    after = national(does="A drone flies.")
    (found,) = conflicts(national(), after, [(group(), OFFICIAL)])
    assert found.reason is Reason.WORDS_GONE
    assert conflicts(after, after, [(group(), OFFICIAL)]) == ()
