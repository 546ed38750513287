"""What a signed-in reader had open is kept sealed, and comes back where all of it may be seen."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor.clearance import Label
from advisor.draft import Draft
from advisor.draft_box import DraftBox, open_drafts
from advisor.errors import AdvisorError
from advisor.sealing.age import Identity, generate_identity, seal, unseal

SENSITIVE, SECRET, ALDER = map(Label.parse, ("OFFICIAL-SENSITIVE", "SECRET", "SECRET/ALDER"))
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def me() -> Identity:
    return generate_identity()


@pytest.fixture
def keys() -> dict[Label, Identity]:
    return {label: generate_identity() for label in (SENSITIVE, SECRET, ALDER)}


def draft(query: str, minutes: int = 0) -> Draft:
    return Draft(
        saved_at=NOON + timedelta(minutes=minutes),
        area="search",
        query=query,
        visited=(("start", ""), ("entry", "kidnap-unit")),
        place=1,
        answers={"crime_in_action": "yes", "threat": "unknown"},
        recent=("kidnap-unit",),
    )


def box_of(home: Path, me: Identity, keys: dict[Label, Identity]) -> DraftBox:
    return open_drafts(home, me, keys)[0]


def found(home: Path, me: Identity, keys: dict[Label, Identity]) -> Draft | None:
    return open_drafts(home, me, keys)[1]


def test_draft_comes_back_whole(tmp_path: Path, me: Identity, keys):
    box_of(tmp_path, me, keys).save(draft("boat"))
    assert found(tmp_path, me, keys) == draft("boat")


def test_draft_of_a_reader_who_opened_nothing_comes_back(tmp_path: Path, me: Identity):
    box_of(tmp_path, me, {}).save(draft("boat"))
    assert found(tmp_path, me, {}) == draft("boat")


def test_without_any_there_is_none_and_nothing_is_written(tmp_path: Path, me: Identity, keys):
    assert found(tmp_path, me, keys) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left_out", [SENSITIVE, SECRET, ALDER], ids=str)
def test_lower_session_opens_nothing_of_a_higher_one(tmp_path: Path, me, keys, left_out: Label):
    box_of(tmp_path, me, keys).save(draft("codeword"))
    lower = {label: key for label, key in keys.items() if label != left_out}
    assert found(tmp_path, me, lower) is None
    assert found(tmp_path, me, keys) == draft("codeword")


def test_higher_session_goes_on_from_a_lower_one(tmp_path: Path, me: Identity, keys):
    lower = {SENSITIVE: keys[SENSITIVE]}
    box_of(tmp_path, me, lower).save(draft("boat"))
    assert found(tmp_path, me, keys) == draft("boat")


def test_somebody_else_with_the_same_labels_opens_nothing(tmp_path: Path, me: Identity, keys):
    box_of(tmp_path, me, keys).save(draft("boat"))
    assert found(tmp_path, generate_identity(), keys) is None


def test_newest_counts_and_what_it_supersedes_goes(tmp_path: Path, me: Identity, keys):
    box_of(tmp_path, me, {SENSITIVE: keys[SENSITIVE]}).save(draft("old"))
    box = box_of(tmp_path, me, keys)
    box.save(draft("new", 5))
    assert found(tmp_path, me, keys) == draft("new", 5)
    assert list((tmp_path / "drafts").iterdir()) == [box.path]


def test_one_file_however_often_it_is_saved(tmp_path: Path, me: Identity, keys):
    for minute in range(5):
        box_of(tmp_path, me, keys).save(draft("boat", minute))
    assert len(list((tmp_path / "drafts").iterdir())) == 1


def test_file_tells_neither_reader_nor_label_nor_length(tmp_path: Path, me: Identity, keys):
    box = box_of(tmp_path, me, keys)
    sizes = set()
    for query in ("", "boat", "x" * 900):
        box.save(draft(query))
        sizes.add(box.path.stat().st_size // 4096)
    written = box.path.read_bytes() + box.path.name.encode()
    for told in (b"SECRET", b"ALDER", b"kidnap", me.recipient.text.encode(), b"crime_in_action"):
        assert told not in written
    assert len(sizes) == 1


def test_saving_needs_no_private_key(tmp_path: Path, me: Identity, keys):
    box = box_of(tmp_path, me, keys)
    assert [one.text for one in box.recipients] == [
        keys[SENSITIVE].recipient.text,
        keys[SECRET].recipient.text,
        keys[ALDER].recipient.text,
        me.recipient.text,
    ]


@pytest.mark.parametrize(
    "content",
    [b"", b"text", b"age-encryption.org/v1\n", bytes(2_000_000)],
    ids=["empty", "text", "cut off", "large"],
)
def test_anything_else_in_the_folder_keeps_nobody_out(tmp_path: Path, me, keys, content: bytes):
    box = box_of(tmp_path, me, keys)
    box.save(draft("boat"))
    (tmp_path / "drafts" / "other.age").write_bytes(content)
    (tmp_path / "drafts" / "folder.age").mkdir()
    assert found(tmp_path, me, keys) == draft("boat")


@pytest.mark.parametrize("inside", [b"", b"{}", b"\x89ADVDRF\n{}", b"\x89ADVDRF\n[[[["])
def test_what_a_stranger_seals_to_a_reader_is_no_draft(tmp_path: Path, me, keys, inside: bytes):
    box = box_of(tmp_path, me, keys)
    box.path.parent.mkdir(parents=True)
    box.path.write_bytes(seal(inside, (me.recipient,)))
    assert found(tmp_path, me, keys) is None


def test_damaged_draft_is_none_and_is_replaced(tmp_path: Path, me: Identity, keys):
    box = box_of(tmp_path, me, keys)
    box.save(draft("boat"))
    data = bytearray(box.path.read_bytes())
    data[-1] ^= 1
    box.path.write_bytes(data)
    assert found(tmp_path, me, keys) is None
    box.save(draft("boat again"))
    assert found(tmp_path, me, keys) == draft("boat again")


def test_home_that_cannot_be_written_is_told(tmp_path: Path, me: Identity, keys):
    (tmp_path / "drafts").write_text("a file where the folder should be", "utf-8")
    with pytest.raises(AdvisorError, match="could not be written"):
        box_of(tmp_path, me, keys).save(draft("boat"))


def test_each_label_has_a_seal_of_its_own(tmp_path: Path, me: Identity, keys):
    """The reader's own key opens the outermost alone."""
    box = box_of(tmp_path, me, keys)
    box.save(draft("boat"))
    inner = unseal(box.path.read_bytes(), [me])
    assert inner is not None
    assert unseal(inner, [me, keys[SENSITIVE], keys[SECRET]]) is None
    assert unseal(inner, [keys[ALDER]]) is not None


@pytest.mark.skipif(shutil.which("age") is None, reason="needs the other age")
def test_public_tool_opens_a_draft_seal_by_seal(tmp_path: Path, me: Identity, keys):
    """As docs/formats/draft.md says it."""
    box = box_of(tmp_path, me, keys)
    box.save(draft("boat"))
    content = box.path.read_bytes()
    for number, key in enumerate([me, keys[ALDER], keys[SECRET], keys[SENSITIVE]]):
        (tmp_path / f"{number}.txt").write_text(key.reveal() + "\n", "ascii")
        command = ["age", "--decrypt", "--identity", str(tmp_path / f"{number}.txt")]
        done = subprocess.run(command, input=content, capture_output=True, check=True)  # noqa: S603
        content = done.stdout
    assert content.startswith(b"\x89ADVDRF\n")
    assert len(content) % 4096 == 0
    assert json.loads(content[8:])["query"] == "boat"


def test_draft_of_a_clock_that_was_wrong_does_not_win_for_ever(tmp_path: Path, me: Identity, keys):
    box_of(tmp_path, me, {SENSITIVE: keys[SENSITIVE]}).save(draft("next year", 500_000))
    box_of(tmp_path, me, keys).save(draft("today"))
    now = NOON + timedelta(minutes=1)
    assert open_drafts(tmp_path, me, keys, now=now)[1] == draft("today")
    assert len(list((tmp_path / "drafts").iterdir())) == 1
