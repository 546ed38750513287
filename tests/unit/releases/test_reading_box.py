"""What a signed-in reader last knew is sealed, and opens where all of it may be read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.clearance import Label
from advisor.releases.partition import part_sections
from advisor.releases.reading_box import open_sealed_reading
from advisor.releases.reading_kept import KeptReading, Own, keep_reading
from advisor.session import Session
from tests.support.labelled import ABOVE, IDS, RELEASE, everything, open_at
from tests.support.sealed import LABELS, Site
from tests.support.sealing import somebody

ME, OTHER = somebody(40), somebody(41)
SENSITIVE, SECRET = LABELS[1], LABELS[2]
KEYS = {SENSITIVE: somebody(50), SECRET: somebody(51)}


def kept(clearance: Label) -> KeptReading:
    return keep_reading(open_at(everything(), clearance), Own(read=tuple(IDS)))


def test_it_comes_back_whole_and_its_file_says_nothing(tmp_path: Path):
    open_sealed_reading(tmp_path, ME, KEYS).box.save(kept(SECRET))
    assert open_sealed_reading(tmp_path, ME, KEYS).load() == kept(SECRET)
    (path,) = (tmp_path / "reading").iterdir()
    data = path.read_bytes()
    assert not any(word.encode() in data for word in (*ABOVE.values(), *IDS))


@pytest.mark.parametrize("left_out", [SENSITIVE, SECRET], ids=str)
def test_lower_session_opens_nothing_of_a_higher_one(tmp_path: Path, left_out: Label):
    open_sealed_reading(tmp_path, ME, KEYS).box.save(kept(SECRET))
    lower = {label: key for label, key in KEYS.items() if label != left_out}
    assert open_sealed_reading(tmp_path, ME, lower).content is None
    assert open_sealed_reading(tmp_path, OTHER, KEYS).content is None


def test_higher_session_goes_on_from_a_lower_one(tmp_path: Path):
    lower = {SENSITIVE: KEYS[SENSITIVE]}
    open_sealed_reading(tmp_path, ME, lower).box.save(kept(SENSITIVE))
    assert open_sealed_reading(tmp_path, ME, KEYS).load() == kept(SENSITIVE)


def test_once_a_label_has_a_new_key_the_one_before_opens_it(tmp_path: Path):
    site = Site(tmp_path / "one")
    site.publish(part_sections(everything(), RELEASE))
    site.grant(ME, (SENSITIVE, SECRET))
    session = Session.open(site.file, site.places, ME)
    open_sealed_reading(tmp_path, ME, session.keys).box.save(kept(SECRET))
    site.keys[SECRET] = somebody(52)
    site.grant(ME, [SECRET])
    site.publish(part_sections(everything(), RELEASE))
    session = Session.open(site.file, site.places, ME)
    assert open_sealed_reading(tmp_path, ME, session.keys).content is None
    opened = open_sealed_reading(tmp_path, ME, session.keys, session.opening_keys)
    assert opened.load() == kept(SECRET)
