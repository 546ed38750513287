"""What a release changed for one reader: in what they read, marked and saved, and nothing else."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import msgspec
import pytest

from advisor.cases import make_case
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.entry import Kind
from advisor.catalogue.source import CatalogueSource
from advisor.catalogue.trust import Trust
from advisor.clearance import OFFICIAL, Label
from advisor.errors import AdvisorError
from advisor.releases.own_reading import OwnReading
from advisor.releases.own_words import say_news, say_news_briefly, say_outcome_change, say_rule
from advisor.releases.partition import part_sections
from advisor.releases.reading_box import OpenedReading, ReadingBox, open_plain_reading
from advisor.releases.reading_changes import OwnChanges, find_own_changes
from advisor.releases.reading_kept import MOST_READ, Own, find_own, keep_reading
from advisor.session import Session
from advisor.settings import UserSettings
from tests.support.labelled import (
    IDS,
    PLACES,
    RELEASE,
    entry_of,
    everything,
    make_source,
    open_with_additions,
)
from tests.support.rules import make_access, make_fact, make_requirement, make_route
from tests.support.sealed import LABELS

SECRET, ALDER = LABELS[2], LABELS[3]
NEXT = msgspec.structs.replace(RELEASE, release=RELEASE.release + 1)
BOTH = Own(read=("one", "two"))


def opened(
    source: CatalogueSource, clearance: Label = OFFICIAL, *, is_next: bool = True
) -> Session:
    """Open what a clearance dominates of some sources, as one release or as the next."""
    release = NEXT if is_next else RELEASE
    parts = part_sections(dataclasses.replace(source, release=release), release)
    return Session(
        Catalogue([part for part in parts if clearance.dominates(part.label)]), Trust.SITE, PLACES
    )


def two(does: str = "It looks.", label: Label = OFFICIAL) -> CatalogueSource:
    """Return an entry that says something, and one that stays as it is."""
    return make_source(
        [
            entry_of("one", Kind.TERM, ("does", label, does), label=label),
            entry_of("two", Kind.TERM, ("does", OFFICIAL, "It waits.")),
        ]
    )


def changes(before: Session, after: Session, own: Own = BOTH) -> OwnChanges:
    return find_own_changes(keep_reading(before, own), after, ())


def test_what_was_read_is_told_field_by_field_before_and_after():
    found = changes(opened(two(), is_next=False), opened(two("It listens.")))
    (one,) = found.entries
    assert (one.item.id, one.why, one.is_removed) == ("one", ("you read it",), False)
    assert [(field.name, field.before, field.after) for field in one.fields] == [
        ("What it does", "It looks.", "It listens.")
    ]
    assert "1 entry that you read, marked or saved has changed." in say_news(found)
    assert say_news_briefly(found).endswith(": 1 of your entries has changed.")


def test_of_what_nobody_read_marked_or_saved_nothing_is_told():
    before, after = opened(two(), is_next=False), opened(two("It listens."))
    assert changes(before, after, Own(favourites=("two",))).entries == ()
    assert changes(before, after, Own()).entries == ()


def test_on_the_same_release_there_is_no_news():
    found = changes(opened(two()), opened(two("It listens.")))
    assert (found.is_news, found.entries) == (False, ())


def test_going_back_is_news_too():
    found = changes(opened(two()), opened(two("It listens."), is_next=False))
    assert (found.is_older, len(found.entries)) == (True, 1)
    assert say_news(found).startswith(f"The catalogue went back to release {RELEASE.release},")
    assert say_news_briefly(found).startswith(
        f"The catalogue went back to release {RELEASE.release}: "
    )


def test_what_was_raised_out_of_sight_is_what_was_removed():
    before = opened(two(), is_next=False)
    removed = make_source([one for one in two().entries if one.entry.id == "two"])
    found = changes(before, opened(two(label=SECRET)))
    assert found == changes(before, opened(removed))
    assert [(one.item.id, one.is_removed) for one in found.entries] == [("one", True)]


def test_what_was_raised_is_told_so_to_whoever_is_cleared_for_it_meanwhile():
    found = changes(opened(two(), is_next=False), opened(two(label=SECRET), SECRET))
    (one,) = found.entries
    ((label),) = one.labels
    assert (one.is_removed, label.before, label.after) == (False, OFFICIAL, SECRET)
    assert found.marking == SECRET


def test_of_two_clearances_what_both_may_read_is_compared():
    source = everything()
    own = Own(read=tuple(IDS))
    lower, higher = (keep_reading(opened(source, c, is_next=False), own) for c in (SECRET, ALDER))
    assert find_own_changes(lower, opened(source, ALDER), ()).entries == ()
    assert find_own_changes(higher, opened(source, SECRET), ()).entries == ()


def test_what_a_site_adds_is_not_what_a_release_changed():
    source = everything()
    with_notes = open_with_additions(source, SECRET)
    assert keep_reading(with_notes, Own(read=tuple(IDS))) == keep_reading(
        opened(source, SECRET, is_next=False), Own(read=tuple(IDS))
    )


def ruled(*, serious: bool) -> CatalogueSource:
    rule = make_requirement({"fact": "serious", "is": serious}, id="grave", text="It is grave.")
    entry = entry_of("unit", Kind.CAPABILITY, ("access", OFFICIAL, make_access(make_route(rule))))
    return make_source([entry], facts=[(make_fact("serious"), OFFICIAL)])


def test_saved_case_that_comes_out_otherwise_is_told_with_the_rule_before_and_after():
    before, after = opened(ruled(serious=True), is_next=False), opened(ruled(serious=False))
    case = make_case("Op Heron", before, before.parse_answers(["serious=yes"]), looked_at=["unit"])
    kept = keep_reading(before, find_own(UserSettings(), [case]))
    found = find_own_changes(kept, after, [case])
    (one,) = found.outcomes
    assert "“Yes, you can ask now” before, “Not for this case” now" in say_outcome_change(one)
    (rule,) = one.rules
    name, was, now = say_rule(rule)
    assert (name, was[-5:], now[-4:]) == ("Rule changed", " Yes]", " No]")
    assert (found.cases, found.entries[0].why) == (1, ("in a saved case",))
    other = find_own_changes(keep_reading(before, Own()), after, [case])
    assert other.outcomes == ()  # it was saved on this release, and nothing is known of before


def test_entries_read_are_bounded_and_go_with_the_list_of_recent_ones():
    read = tuple(f"id-{number}" for number in range(3 * MOST_READ))
    own = find_own(UserSettings(recent=read), ())
    assert own.read == read[:MOST_READ]
    kept = keep_reading(opened(two()), BOTH)
    assert find_own(UserSettings(recent=("three",)), (), kept).read == ("three", "one", "two")
    assert find_own(UserSettings(), (), kept).read == ()


# ── from one release to the next ─────────────────────────────────────────────


def reading(session: Session, home: Path) -> OwnReading:
    return OwnReading(session, lambda: open_plain_reading(home))


def test_news_stays_until_it_is_dismissed_and_what_is_read_meanwhile_is_kept(tmp_path: Path):
    first = reading(opened(two(), is_next=False), tmp_path)
    assert first.look(()) is None
    first.keep(UserSettings(recent=("one",)), ())
    second = opened(two("It listens."))
    for _ in range(2):  # however often they come back
        again = reading(second, tmp_path)
        found = again.look(())
        assert found is not None
        assert [one.item.id for one in found.entries] == ["one"]
        again.keep(UserSettings(recent=("two", "one")), ())
    again.dismiss(UserSettings(recent=("two", "one")), ())
    news = reading(second, tmp_path).look(())
    assert news is not None
    assert not news.is_news
    third = dataclasses.replace(two("It sees."), release=NEXT)
    last = reading(opened(third, is_next=False), tmp_path).look(())
    assert last is not None
    assert [one.fields[0].before for one in last.entries] == ["It listens."]


def test_nothing_is_written_where_nothing_is_another(tmp_path: Path):
    one = reading(opened(two()), tmp_path)
    one.keep(UserSettings(recent=("one",)), ())
    (path,) = (tmp_path / "reading").iterdir()
    path.unlink()
    one.keep(UserSettings(recent=("one",)), ())
    assert not path.exists()


def test_home_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "reading").write_bytes(b"")
    with pytest.raises(AdvisorError):
        reading(opened(two()), tmp_path).keep(UserSettings(recent=("one",)), ())


def test_what_is_above_official_is_never_kept_plain(tmp_path: Path):
    box = ReadingBox(tmp_path / "reading.json")
    with pytest.raises(ValueError, match="never kept plain"):
        box.save(keep_reading(opened(everything(), SECRET), Own(read=tuple(IDS))))


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"release": 1}', b"\xff" * 40])
def test_damaged_file_is_as_good_as_none(content: bytes):
    assert OpenedReading(ReadingBox(Path("x")), content).load() is None
