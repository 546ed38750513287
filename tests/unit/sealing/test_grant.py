from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor.clearance import Classification, Label
from advisor.sealing.age import generate_identity, seal
from advisor.sealing.errors import GrantError
from advisor.sealing.grant import GRANT_BYTES, open_grants, seal_grant
from tests.support.age_file import with_cost
from tests.support.sealing import needs_age, run_age, somebody

SECRET = Label.parse("SECRET")
ALDER = Label.parse("SECRET/ALDER")
ME, OTHER = somebody(1), somebody(2)


def raw_grant(**fields: object) -> bytes:
    grant = {"format": 1, "label": "SECRET", "key": OTHER.reveal(), **fields}
    return seal(json.dumps(grant).encode().ljust(GRANT_BYTES), [ME.recipient])


def test_granted_keys_are_found_by_label():
    keys = {label: generate_identity() for label in (SECRET, ALDER)}
    grants = [seal_grant(label, key, ME.recipient) for label, key in keys.items()]
    found = open_grants(grants, ME)
    assert {label: key.recipient for label, (key,) in found.items()} == {
        label: key.recipient for label, key in keys.items()
    }


def test_new_and_old_key_of_a_label_are_both_kept():
    old, new = generate_identity(), generate_identity()
    grants = [seal_grant(SECRET, key, ME.recipient) for key in (old, new)]
    found = open_grants(grants, ME)
    assert [key.recipient for key in found[SECRET]] == [old.recipient, new.recipient]


def test_grants_of_others_are_passed_over():
    grants = [seal_grant(SECRET, generate_identity(), OTHER.recipient)]
    assert open_grants(grants, ME) == {}


def test_all_grants_have_one_length():
    wide = Label(Classification.TOP_SECRET, frozenset(f"C{number}" for number in range(50)))
    sizes = {len(seal_grant(label, OTHER, ME.recipient)) for label in (SECRET, ALDER, wide)}
    assert len(sizes) == 1


def test_label_that_does_not_fit_is_refused():
    wide = Label(
        Classification.SECRET, frozenset(f"COMPARTMENT{number:011d}" for number in range(200))
    )
    with pytest.raises(GrantError):
        seal_grant(wide, OTHER, ME.recipient)


@pytest.mark.parametrize(
    "untrusted",
    [b"", b"junk", b"age-encryption.org/v1\n", b"\0" * 5000, with_cost("10"), with_cost("10", 2)],
    ids=lambda untrusted: repr(untrusted[:40]),
)
def test_what_is_no_age_file_is_passed_over(untrusted: bytes):
    grants = [untrusted[:20], untrusted, seal_grant(SECRET, OTHER, ME.recipient)]
    assert list(open_grants(grants, ME)) == [SECRET]


@pytest.mark.parametrize("cut", [1, 17, 4000])
def test_damaged_grant_for_this_person_is_told(cut: int):
    grant = seal_grant(ALDER, OTHER, ME.recipient)
    for damaged in (grant[:-cut], grant[:-cut] + b"x" + grant[len(grant) - cut + 1 :]):
        with pytest.raises(GrantError) as caught:
            open_grants([damaged], ME)
        assert "ALDER" not in f"{caught.value} {caught.value.hint}"
        assert open_grants([damaged], OTHER) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 2},
        {"format": "1"},
        {"label": 3},
        {"label": "SECRET "},
        {"label": "Secret"},
        {"label": "SECRET/BIRCH/ALDER"},
        {"key": "AGE-SECRET-KEY-1"},
        {"key": ""},
        {"more": 1},
    ],
    ids=str,
)
def test_what_is_not_a_grant_inside_is_told(fields: dict[str, object]):
    with pytest.raises(GrantError):
        open_grants([raw_grant(**fields)], ME)


def test_deeply_nested_content_is_told():
    with pytest.raises(GrantError):
        open_grants([seal(b"[" * 100_000, [ME.recipient])], ME)


@needs_age
def test_the_public_tool_opens_a_grant(tmp_path: Path):
    key = tmp_path / "key.txt"
    key.write_text(ME.reveal())
    grant = seal_grant(ALDER, OTHER, ME.recipient)
    shown = run_age("--decrypt", "--identity", key, data=grant)
    assert json.loads(shown) == {"format": 1, "label": "SECRET/ALDER", "key": OTHER.reveal()}
