"""Hostile files of what a site adds: each is passed over whole, with its reason."""

from __future__ import annotations

import os

import msgspec
import pytest

from advisor.additions.addition import Body, Correction, Note, WordGroup
from advisor.additions.errors import UnreliableError
from advisor.additions.placing import place_additions
from advisor.additions.reading import FOLDER, OFFICIAL_FILE, Opened, find_additions
from advisor.additions.signed_file import MOST_BYTES, read_signed_file, to_signed_file
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.local import LocalContact
from advisor.catalogue.own_lines import OwnLine
from advisor.clearance import OFFICIAL, Label
from advisor.people.site_additions import add_additions, look_at_additions, make_signing_key
from advisor.policy import Policy
from advisor.releases.partition import part_sections
from advisor.sealing.age import seal
from advisor.signing.site_key import SigningKey
from tests.support.labelled import ABOVE, IDS, RELEASE, everything
from tests.support.people import ALDER, BEN, LABELS, SECRET, TODAY, Town, stopped_everywhere

KEY = SigningKey(bytes(32))
SITE = "0" * 32


def note(number: int = 1, **others) -> Note:
    about = {"entry": IDS[0], "text": "Park in yard B.", "by": "duty manager", "added_on": TODAY}
    return Note(id=f"{number:012x}", **{**about, **others})


def words(number: int = 9, **others) -> WordGroup:
    about = {"says": ("yard taxi",), "means": ("boat",), "by": "duty manager", "added_on": TODAY}
    return WordGroup(id=f"{number:012x}", **{**about, **others})


def body(*notes: Note, label: Label = OFFICIAL, site: str = SITE, **others) -> Body:
    return Body(site=site, label=str(label), notes=notes or (note(),), **others)


def read(data: bytes, label: Label = OFFICIAL, pinned: tuple[str, ...] = (KEY.public,)) -> Body:
    return read_signed_file(data, label, site=SITE, pinned=pinned)


def refused(data: bytes, label: Label = OFFICIAL, **others) -> str:
    with pytest.raises(UnreliableError) as error:
        read(data, label, **others)
    assert "yard" not in error.value.message
    return error.value.message


def test_what_was_signed_is_read_as_it_was():
    assert read(to_signed_file(body(), KEY)) == body()
    secret = body(label=SECRET, words=(words(),))
    assert read(to_signed_file(secret, KEY), SECRET) == secret


def test_every_byte_counts():
    data = to_signed_file(body(), KEY)
    for place in range(len(data) - 1):
        altered = bytearray(data)
        altered[place] ^= 1
        assert refused(bytes(altered))


def test_cut_at_any_place():
    data = to_signed_file(body(), KEY)
    for end in range(0, len(data) - 1, 7):
        assert refused(data[:end])


@pytest.mark.parametrize(
    ("made", "label", "reason"),
    [
        (body(site="1" * 32), OFFICIAL, "another site"),
        (body(label=SECRET), ALDER, "another marking"),
        (body(label=SECRET), OFFICIAL, "another marking"),
        (msgspec.structs.replace(body(), label="SECRTE"), OFFICIAL, "another marking"),
        (body(note(), note()), OFFICIAL, "the same id"),
        (body(note(text="a\u202eb")), OFFICIAL, "cannot be shown"),
        (body(note(text="a\x00b")), OFFICIAL, "cannot be shown"),
        (body(note(text="x" * 4001)), OFFICIAL, "cannot be shown"),
        (body(note(by="")), OFFICIAL, "cannot be shown"),
        (body(words=(words(1),)), OFFICIAL, "the same id"),
        (body(words=(words(says=()),)), OFFICIAL, "cannot be shown"),
        (body(words=(words(means=()),)), OFFICIAL, "cannot be shown"),
        (body(words=(words(means=("yard", "a\u202eb")),)), OFFICIAL, "cannot be shown"),
        (body(words=(words(says=("x" * 121,)),)), OFFICIAL, "cannot be shown"),
        (body(words=(words(says=("x",) * 21),)), OFFICIAL, "cannot be shown"),
        (body(words=(words(says=("x; y",)),)), OFFICIAL, "cannot be shown"),
        (body(words=tuple(words(n + 9) for n in range(1001))), OFFICIAL, "not of this version"),
        (body(contacts=(LocalContact("no-role", "X"),)), OFFICIAL, "cannot be shown"),
        (
            body(label=SECRET, contacts=(LocalContact("rocc", "X", "01632 960001"),)),
            SECRET,
            "at OFFICIAL alone",
        ),
        (body(note(entry="../../etc")), OFFICIAL, "not of this version"),
        (body(*(note(n) for n in range(1001))), OFFICIAL, "not of this version"),
        (msgspec.structs.replace(body(), format=2), OFFICIAL, "not of this version"),
    ],
)
def test_what_a_careless_key_holder_signs_is_refused_as_well(made: Body, label, reason: str):
    assert reason in refused(to_signed_file(made, KEY), label)


def test_what_a_site_without_words_signs_is_read_by_who_knows_of_none():
    assert b'"words"' not in to_signed_file(body(), KEY)


def test_strangers_key_and_no_key():
    data = to_signed_file(body(), SigningKey.generate())
    assert "does not name" in refused(data)
    assert "does not name" in refused(to_signed_file(body(), KEY), pinned=())


def test_oversize_is_not_read(tmp_path):
    assert refused(to_signed_file(body(), KEY) + b" " * MOST_BYTES)
    folder = tmp_path / FOLDER
    folder.mkdir()
    with (folder / OFFICIAL_FILE).open("wb") as stream:
        stream.truncate(1 << 40)
    found = find_additions(tmp_path, site=SITE, pinned=(KEY.public,), granted={})
    assert found.opened == ()
    assert len(found.problems) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_pipe_keeps_nobody_waiting(tmp_path):
    (tmp_path / FOLDER).mkdir()
    os.mkfifo(tmp_path / FOLDER / OFFICIAL_FILE)
    found = find_additions(tmp_path, site=SITE, pinned=(KEY.public,), granted={})
    assert (found.opened, found.problems) == ((), ())


def test_sealed_file_under_another_labels_key_is_refused(tmp_path):
    keys = {SECRET: BEN}
    (tmp_path / FOLDER).mkdir()
    sealed = seal(to_signed_file(body(label=ALDER), KEY), (BEN.recipient,))
    (tmp_path / FOLDER / f"{1:016x}.age").write_bytes(sealed)
    granted = {label: (key,) for label, key in keys.items()}
    found = find_additions(tmp_path, site=SITE, pinned=(KEY.public,), granted=granted)
    assert found.opened == ()
    assert "another marking" in found.problems[0].message


def test_older_file_beside_the_newer_one_is_named_and_not_used(tmp_path):
    (tmp_path / FOLDER).mkdir()
    for number, revision in ((1, 7), (2, 3)):
        made = body(note(number), label=SECRET, revision=revision)
        sealed = seal(to_signed_file(made, KEY), (BEN.recipient,))
        (tmp_path / FOLDER / f"{number:016x}.age").write_bytes(sealed)
    found = find_additions(tmp_path, site=SITE, pinned=(KEY.public,), granted={SECRET: (BEN,)})
    assert [one.body.revision for one in found.opened] == [7]
    assert "two files" in found.problems[0].message


def test_addition_lower_than_its_entry_or_line_is_not_shown():
    catalogue = Catalogue(part_sections(everything(), RELEASE))
    secret_line = OwnLine("limits", "Limits", f"boat {list(ABOVE.values())[2]}")
    about = {"text": "Ring.", "why": "Agreed.", "by": "duty manager", "added_on": TODAY}
    made = body(
        note(1, entry=IDS[2]),
        note(2),
        corrections=(Correction(id="f" * 12, entry=IDS[0], line=secret_line, **about),),
    )
    placed = place_additions(catalogue, [Opened(OFFICIAL_FILE, OFFICIAL, made, None)])
    assert list(placed.sections[0].portions) == [IDS[0]]
    assert [one.part for one in placed.sections[0].portions[IDS[0]]] == ["site_notes"]
    assert "not shown, since their entries are higher: 2" in placed.problems[0].message


def test_kill_at_any_step_leaves_the_old_additions_or_the_new_ones(tmp_path, monkeypatch):
    catalogue = Catalogue(part_sections(everything(), RELEASE))
    town = Town(tmp_path / "site")
    town.set_up()
    town.policy = Policy(local_keys=(make_signing_key(town.office()),))
    add_additions(town.office(), catalogue, [(note(1), OFFICIAL), (note(2), LABELS[0])])

    def deed(there: Town) -> None:
        add_additions(there.office(), catalogue, [(note(3), OFFICIAL), (note(4), LABELS[0])])

    old, new = {note(1).id, note(2).id}, {note(n).id for n in (1, 2, 3, 4)}
    seen = set()
    for there, _ in stopped_everywhere(monkeypatch, town.copy, deed, kill=True):
        with there.office().changing_beside():
            pass  # which finishes what was decided
        found = {one.id for one, _ in look_at_additions(there.office()).listed}
        assert found in (old, new)
        assert look_at_additions(there.office()).additions.problems == ()
        seen.add(len(found))
    assert seen == {2, 4}
