"""Attacks on what a release says and who signed it, by their numbers in the table of threats.

Each is refused for its reason, in words of ours, recorded, and leaves the site as it was.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from securesystemslib.signer import SSlibKey
from tuf.api.metadata import Metadata, Root

from advisor.catalogue_file import CatalogueFile
from advisor.releases.importing import BusyReleasesError, OpenAlreadyError, apply_release
from advisor.signing import floor, opening, updating
from advisor.signing.errors import NotARootError, Refusal, RefusedReleaseError
from advisor.signing.opening import open_release
from advisor.signing.root import ROLES, Link, RootOfTrust, to_bytes
from tests.support.publishing import (
    LAST_YEAR,
    NOW,
    TODAY,
    Publisher,
    Terminal,
    catalogue,
    keys,
    read_members,
    with_members,
)

pytestmark = pytest.mark.usefixtures("quick_disk")

# 9 to 14: replayed, mixed, expired, other clocks


def test_old_release_is_replayed(terminal: Terminal, publisher: Publisher):
    terminal.refuses(publisher.release(4), Refusal.OLDER)


def test_old_content_stands_under_new_metadata(terminal: Terminal, publisher: Publisher):
    terminal.refuses(publisher.release(6, content=catalogue(4)), Refusal.MISLABELLED)


def test_same_number_has_other_content(terminal: Terminal, publisher: Publisher):
    terminal.refuses(publisher.release(5, content=catalogue(5, 2)), Refusal.OTHER_CONTENT)


def test_newest_timestamp_stands_on_an_old_release(terminal: Terminal, publisher: Publisher):
    new = read_members(publisher.release(7))["metadata/timestamp.json"]
    mixed = with_members(
        publisher.release(6), lambda members: members.update({"metadata/timestamp.json": new})
    )
    terminal.refuses(mixed, Refusal.MISSING_PART)


def test_parts_of_two_releases_are_mixed(terminal: Terminal, publisher: Publisher):
    one, two = read_members(publisher.release(6)), read_members(publisher.release(7))
    for name in one:
        if name not in two:  # of another version
            rest = {key: value for key, value in one.items() if key != name}
            mixed = with_members(publisher.release(6), lambda m, r=rest: (m.clear(), m.update(r)))
            terminal.refuses(mixed, Refusal.MISSING_PART)


def test_expired_release_is_refused_and_the_installed_one_stays_readable(
    terminal: Terminal, publisher: Publisher
):
    old = {"issued": LAST_YEAR - timedelta(days=9), "expires_on": LAST_YEAR}
    terminal.refuses(publisher.release(6, **old), Refusal.EXPIRED)
    assert open_release(terminal.places.site).release.number == 5


def test_installed_release_that_has_expired_says_so(tmp_path: Path, publisher: Publisher):
    terminal = Terminal(tmp_path, trust=publisher.root.last.fingerprint)
    terminal.take(publisher.release(1, expires_on=TODAY))
    file = CatalogueFile.read(None, terminal.places.site)
    assert file.words == "signed by 2 of 3"
    told = SimpleClock.after(days=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("advisor.catalogue_file.datetime", told)
        file = CatalogueFile.read(None, terminal.places.site)
    assert file.words.startswith("signed by 2 of 3, out of date since ")
    assert file.release_error is None


class SimpleClock:
    """Stands in for ``datetime``, some days on."""

    def __init__(self, days: int) -> None:
        self._days = days

    @classmethod
    def after(cls, days: int) -> SimpleClock:
        return cls(days)

    def now(self, zone: object) -> object:
        del zone
        return NOW + timedelta(days=self._days)


def test_clock_is_set_back(terminal: Terminal, publisher: Publisher):
    terminal.now = NOW - timedelta(days=400)
    terminal.refuses(publisher.release(6), Refusal.CLOCK_BEHIND)


def test_release_is_issued_in_the_future(terminal: Terminal, publisher: Publisher):
    """Else what somebody mistyped once would be remembered, and no clock right again."""
    terminal.refuses(publisher.release(6, issued=TODAY + timedelta(days=9)), Refusal.CLOCK_BEHIND)


def test_clock_is_set_back_and_the_policy_forgives_it(terminal: Terminal, publisher: Publisher):
    (terminal.places.site / "policy.toml").write_text('wrong_clock = "warn"\n', "utf-8")
    terminal.now = NOW - timedelta(days=400)
    old = {"issued": LAST_YEAR - timedelta(days=9), "expires_on": LAST_YEAR}
    terminal.refuses(publisher.release(6, **old), Refusal.EXPIRED)
    terminal.take(publisher.release(7))
    assert "clock behind" in terminal.journal.told[-1][1].note


def test_clock_is_set_forward_then_back(terminal: Terminal, publisher: Publisher):
    terminal.now = NOW + timedelta(days=3650)
    terminal.refuses(publisher.release(6), Refusal.EXPIRED)
    terminal.now = NOW
    terminal.take(publisher.release(6))


# 15 to 19: keys and roots


def test_one_signature(terminal: Terminal, publisher: Publisher):
    one = publisher.release(6, signers=publisher.keys[:1])
    terminal.refuses(one, Refusal.TOO_FEW_SIGNATURES)


def test_no_signature(terminal: Terminal, publisher: Publisher):
    terminal.refuses(publisher.release(6, signers=()), Refusal.TOO_FEW_SIGNATURES)


def test_same_key_signs_twice(terminal: Terminal, publisher: Publisher):
    def double(members: dict[str, bytes]) -> None:
        for name, data in members.items():
            if name.endswith(("targets.json", "snapshot.json", "timestamp.json")):
                (first,) = Metadata.from_bytes(data).signatures.values()
                before = f'{{"keyid":"{first.keyid}","sig":"{first.signature}"}}'.encode()
                assert before in data
                members[name] = data.replace(before, before + b"," + before)

    one = publisher.release(6, signers=publisher.keys[:1])
    terminal.refuses(with_members(one, double), Refusal.ALTERED)


def test_stranger_signs(terminal: Terminal, publisher: Publisher):
    file = publisher.file(6, signers=publisher.keys[:1])
    for part in file.manifest.parts.values():
        part.sign(keys("X")[0].for_library(), append=True)
    terminal.refuses(file.to_bytes(), Refusal.TOO_FEW_SIGNATURES)


def test_stranger_signs_besides(terminal: Terminal, publisher: Publisher):
    file = publisher.file(6)
    for part in file.manifest.parts.values():
        part.sign(keys("X")[0].for_library(), append=True)
    terminal.refuses(file.to_bytes(), Refusal.ALTERED)


def test_publisher_is_another(terminal: Terminal):
    terminal.refuses(Publisher("XYZ").release(6), Refusal.OTHER_PUBLISHER)


def test_one_key_stands_under_two_names(publisher: Publisher):
    root = Root(version=1, expires=NOW + timedelta(days=9), consistent_snapshot=True)
    key = publisher.keys[0].public.for_library()
    alias = SSlibKey("f" * 64, key.keytype, key.scheme, key.keyval, {"holder": "Publisher B"})
    for role in ROLES:
        root.add_key(key, role)
        root.add_key(alias, role)
        root.roles[role].threshold = 2
    with pytest.raises(RefusedReleaseError) as caught:
        Link.parse(to_bytes(Metadata(root)))
    assert caught.value.refusal is Refusal.DOUBLE_KEY


def test_threshold_of_one_is_no_root(publisher: Publisher):
    root = publisher.root.last.root.to_dict()
    for role in root["roles"].values():
        role["threshold"] = 1
    with pytest.raises(RefusedReleaseError) as caught:
        Link.parse(to_bytes(Metadata(Root.from_dict(root))))
    assert caught.value.refusal is Refusal.WEAK_ROOT


def test_root_is_rotated_by_one_stolen_key(terminal: Terminal):
    thief = Publisher()
    thief.rotate("AXY", signers=keys("AXY"))
    terminal.refuses(thief.release(6, signers=keys("XY")), Refusal.TOO_FEW_SIGNATURES)


def test_root_is_signed_by_new_keys_only(terminal: Terminal):
    thief = Publisher()
    thief.rotate("XYZ", signers=keys("XYZ")[:0])
    for key in keys("XYZ"):
        thief.root = thief.root.signed_with(key)
    terminal.refuses(thief.release(6), Refusal.TOO_FEW_SIGNATURES)


def test_chain_of_rotations_is_followed(terminal: Terminal):
    new = Publisher()
    for letters in ("BCD", "CDE", "DEF", "EFG"):
        new.rotate(letters)
    terminal.take(new.release(6))
    opened = open_release(terminal.places.site)
    assert opened.release.number == 6
    assert [key.holder for key in opened.release.signers] == ["Publisher E", "Publisher F"]


def test_link_of_the_chain_is_missing(terminal: Terminal):
    new = Publisher()
    new.rotate("BCD")
    new.rotate("CDE")
    broken = with_members(new.release(6), lambda members: members.pop("metadata/2.root.json"))
    terminal.refuses(broken, Refusal.UNUSUAL_PART)


def test_retired_keys_sign_after_a_rotation(terminal: Terminal, publisher: Publisher):
    new = Publisher()
    new.rotate("DEF")
    terminal.take(new.release(6))
    terminal.refuses(publisher.release(7), Refusal.TOO_FEW_SIGNATURES)
    with pytest.raises(RefusedReleaseError) as caught:
        terminal.go_back(5)
    assert caught.value.refusal is Refusal.TOO_FEW_SIGNATURES
    assert open_release(terminal.places.site).release.number == 6


# 20 to 22: fast forward, and a state folder that is deleted


def test_number_far_ahead_is_recovered_from_by_new_numbers_only(
    terminal: Terminal, publisher: Publisher
):
    """What was signed by mistake stays the newest: the next one has a higher number."""
    far = 900_000_000
    terminal.take(publisher.release(far))
    terminal.refuses(publisher.release(6), Refusal.OLDER)
    terminal.go_back(5)
    terminal.take(publisher.release(far + 1))


def test_state_is_deleted_and_the_release_is_below_the_floor(
    terminal: Terminal, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
):
    for module in (floor, opening, updating):
        monkeypatch.setattr(module, "RELEASE_FLOOR", 5)
    (terminal.shelf.folder / "installed.json").unlink()
    terminal.refuses(publisher.release(4), Refusal.BELOW_FLOOR)


def test_state_is_deleted_and_nobody_is_trusted_any_more(terminal: Terminal, publisher: Publisher):
    (terminal.shelf.folder / "installed.json").unlink()
    terminal.refuses(publisher.release(6), Refusal.NO_PUBLISHER, trusted_fingerprint=None)


def test_state_is_deleted_and_an_older_release_comes_in_where_somebody_confirms_it(
    terminal: Terminal, publisher: Publisher
):
    """What a site forgot it cannot know; the auditor sees that it says to be the first one."""
    terminal.take(publisher.release(6))
    (terminal.shelf.folder / "installed.json").unlink()
    terminal.take(publisher.release(5))
    assert terminal.journal.told[-1][1].note.startswith("the first; publisher trusted")
    assert open_release(terminal.places.site).release.number == 5


# 30: two at once


def test_two_administrators_import_at_once(
    terminal: Terminal, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("advisor.exclusive._POLL_SECONDS", 0.001)
    path = terminal.put(publisher.release(6))
    met: list[Exception] = []

    def meanwhile(what: str, done: int, of: int) -> None:
        del what, of
        if done == 2:
            before = terminal.whole()
            with pytest.raises(BusyReleasesError) as caught:
                apply_release(path, terminal.work())
            met.append(caught.value)
            assert terminal.whole() == before

    apply_release(path, terminal.work(progress=meanwhile))
    assert len(met) == 1
    assert open_release(terminal.places.site).release.number == 6


def test_session_goes_on_with_its_own_release(terminal: Terminal, publisher: Publisher):
    file = CatalogueFile.read(None, terminal.places.site)
    terminal.take(publisher.release(6))
    assert file.official.release.release == 5
    assert CatalogueFile.read(None, terminal.places.site).official.release.release == 6


# Who may be trusted


def test_nobody_is_trusted_without_a_fingerprint(tmp_path: Path, publisher: Publisher):
    Terminal(tmp_path).refuses(publisher.release(1), Refusal.NO_PUBLISHER)


def test_other_fingerprint(tmp_path: Path, publisher: Publisher):
    other = Publisher("XYZ").root.last.fingerprint
    Terminal(tmp_path, trust=other).refuses(publisher.release(1), Refusal.WRONG_FINGERPRINT)


def test_policy_does_not_allow_the_publisher(terminal: Terminal, publisher: Publisher):
    policy = terminal.places.site / "policy.toml"
    policy.write_text('release_publishers = ["none"]\n', "utf-8")
    terminal.refuses(publisher.release(6), Refusal.NOT_ALLOWED)
    allowed = publisher.root.last.fingerprint
    policy.write_text(f'release_publishers = ["{allowed}"]\n', "utf-8")
    terminal.take(publisher.release(6))


def test_root_that_ships_counts_before_what_somebody_confirms(
    tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
):
    shipped = tmp_path / "shipped" / "trust" / "root.json"
    shipped.parent.mkdir(parents=True)
    shipped.write_bytes(publisher.root.to_bytes())
    monkeypatch.setattr("advisor.resources.path", lambda name: tmp_path / "shipped" / name)
    terminal = Terminal(tmp_path, trust=None)
    terminal.refuses(
        Publisher("XYZ").release(1), Refusal.OTHER_PUBLISHER,
        trusted_fingerprint=Publisher("XYZ").root.last.fingerprint,
    )  # fmt: skip
    terminal.take(publisher.release(1))
    assert open_release(terminal.places.site).release.number == 1


def test_damaged_root_file_is_no_root():
    for junk in (b"", b"{}", b'{"format":1,"roots":[]}', b'{"format":1,"roots":["{}"]}', b"\xff"):
        with pytest.raises(NotARootError):
            RootOfTrust.parse(junk)


def test_release_that_is_open_is_not_imported_again(terminal: Terminal, publisher: Publisher):
    before = terminal.whole()
    with pytest.raises(OpenAlreadyError):
        terminal.take(publisher.release(5))
    assert terminal.whole() == before
