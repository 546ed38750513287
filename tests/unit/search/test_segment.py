import struct
import sys
import zlib
from pathlib import Path

import pytest

from advisor.search import FIELDS, Segment, SegmentError, build_segment
from advisor.search.container import MAGIC, numbers, pack, unpack
from tests.support.documents import catalogue, make_document

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "formats" / "search-segment.md"


@pytest.fixture(scope="module")
def data():
    return build_segment(catalogue())


def terms(segment, field):
    found = {}
    for number, stem in enumerate(segment.stems):
        places = segment.fields[field].places_of(number, range(len(segment.entry_ids)))
        if places:
            found[stem] = {document: list(here) for document, here in places.items()}
    return found


def test_documents_are_in_the_order_of_their_ids(data):
    segment = Segment.from_bytes(data)
    assert segment.entry_ids == tuple(sorted(document.entry_id for document in catalogue()))
    number = segment.find_document("kidnap-unit")
    assert segment.kinds[number] == "capability"
    assert segment.threats[number] == ("kidnap-extortion",)
    assert segment.threats[segment.find_document("rocc")] == ()


def test_postings_hold_places_by_field():
    segment = Segment.from_bytes(
        build_segment(
            [make_document("a", title="crime of crimes"), make_document("b", body="crime")]
        )
    )
    assert terms(segment, "title") == {"crime": {0: [0, 2]}}
    assert terms(segment, "body") == {"crime": {1: [0]}}
    assert list(segment.fields["title"].lengths) == [2, 0]
    assert list(segment.spread) == [2]


def test_a_posting_knows_the_form_it_is_written_in():
    segment = Segment.from_bytes(build_segment([make_document("a", title="kidnapped kidnaps")]))
    field = segment.fields["title"]
    posting = field.find(segment.find_stem("kidnap"), 0)
    assert segment.surface_at("title", posting) == "kidnapped"


def test_a_phrase_does_not_span_two_values():
    segment = Segment.from_bytes(build_segment([make_document("a", words=["baby", "food"])]))
    places = [segment.fields["words"].places_of(number, [0])[0][0] for number in range(2)]
    assert abs(places[0] - places[1]) > 1


def test_words_are_found_by_prefix(data):
    segment = Segment.from_bytes(data)
    found = segment.surface_range("sur")
    assert segment.surfaces[found.start : found.stop] == ("surrey", "surveillance")
    assert not segment.surface_range("zzz")


def test_the_order_of_documents_does_not_show(data):
    assert build_segment(reversed(catalogue())) == data


def test_an_empty_section_has_a_segment():
    assert Segment.from_bytes(build_segment([])).entry_ids == ()


def test_an_entry_has_one_document():
    with pytest.raises(ValueError, match="two documents for 'a'"):
        build_segment([make_document("a"), make_document("a")])


def test_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="no such field"):
        build_segment([make_document("a", colour="red")])


def test_a_separator_in_an_id_is_refused():
    with pytest.raises(ValueError, match="NUL"):
        build_segment([make_document("a\x00b")])


@pytest.mark.parametrize("foreign", [b"", b"x", b"SQLite format 3\x00" * 9, MAGIC, MAGIC * 5])
def test_foreign_bytes_are_refused(foreign):
    with pytest.raises(SegmentError):
        Segment.from_bytes(foreign)


def test_a_cut_segment_is_refused_wherever_it_is_cut(data):
    for length in range(0, len(data), 7):
        with pytest.raises(SegmentError):
            Segment.from_bytes(data[:length])


def test_a_longer_segment_is_refused(data):
    with pytest.raises(SegmentError, match="cut off or altered"):
        Segment.from_bytes(data + b"\x00")


def test_another_version_is_refused(data):
    later = data[:8] + struct.pack("<I", 2) + data[12:]
    with pytest.raises(SegmentError, match="another version"):
        Segment.from_bytes(later)


def seal(data):
    """Return altered bytes with the checksum that their maker would have written."""
    unsigned = data[:20] + bytes(4)
    return data[:20] + struct.pack("<I", zlib.crc32(data[24:], zlib.crc32(unsigned))) + data[24:]


def test_a_well_sealed_forgery_still_raises_nothing_else(data):
    for place in range(24, len(data), 5):
        forged = bytearray(data)
        forged[place] ^= 0x81
        try:
            segment = Segment.from_bytes(seal(bytes(forged)))
        except SegmentError:
            continue
        for field in FIELDS:
            terms(segment, field)


def test_a_forged_surface_form_is_refused(data):
    blocks = [block.to_strings() for block in unpack(data)[:5]]
    arrays = [block.to_numbers() for block in unpack(data)[5:]]
    arrays[2 + 4] = numbers([1 << 31] * len(arrays[2 + 4]))
    segment = Segment.from_bytes(pack([*blocks, *arrays]))
    with pytest.raises(SegmentError, match="do not fit"):
        segment.surface_at("title", 0)


@pytest.mark.parametrize("frequency", [2, (1 << 32) - 1])
def test_forged_frequencies_that_no_places_fit_are_refused(data, frequency):
    blocks = [block.to_strings() for block in unpack(data)[:5]]
    arrays = [block.to_numbers() for block in unpack(data)[5:]]
    arrays[2 + 3] = numbers([frequency] * len(arrays[2 + 3]))
    with pytest.raises(SegmentError, match="do not fit"):
        Segment.from_bytes(pack([*blocks, *arrays]))


def test_a_big_endian_machine_writes_and_reads_the_other_way_round(monkeypatch):
    little = pack([numbers([1, 2])])
    monkeypatch.setattr(sys, "byteorder", "big")
    swapped = numbers([1, 2])
    swapped.byteswap()
    # What this machine calls swapped is what a big-endian one calls plain.
    assert pack([swapped])[-8:] == little[-8:]


def test_the_documented_example_is_what_is_written():
    example = build_segment([make_document("a", threats=["drugs"], title="Two notes")])
    documented = "".join(
        line.split("|")[0].replace(" ", "")
        for line in DOCUMENTATION.read_text().splitlines()
        if line.startswith("    ") and "|" in line
    )
    assert documented == example.hex()
