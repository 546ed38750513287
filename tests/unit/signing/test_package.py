"""The one form of a release file: whatever else a file holds is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.signing.errors import RefusedReleaseError
from advisor.signing.package import open_package, pack

IN_A_FOLDER = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = ("metadata/1.root.json", "metadata/7.targets.json", "metadata/timestamp.json")
MEMBERS = st.lists(st.binary(max_size=200), min_size=1, max_size=3).map(
    lambda found: dict(zip(NAMES, found, strict=False))
)


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)
@given(members=MEMBERS)
def test_what_was_packed_is_read_by_us_and_by_any_zip_tool(tmp_path: Path, members):
    path = tmp_path / "one.release"
    path.write_bytes(pack(members))
    with open_package(path) as package:
        assert {name: package.read(name, 200) for name in package.names} == members
        assert package.read("metadata/2.root.json", 200) is None
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == members


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300
)
@given(junk=st.binary(max_size=400) | st.binary(max_size=60).map(lambda data: data + b"PK\5\6"))
def test_whatever_a_file_holds_it_is_refused_or_read(tmp_path: Path, junk: bytes):
    path = tmp_path / "junk.release"
    path.write_bytes(junk)
    with pytest.raises(RefusedReleaseError), open_package(path):
        pass


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300
)
@given(members=MEMBERS, data=st.data())
def test_no_byte_can_be_altered(tmp_path: Path, members, data: st.DataObject):
    good = pack(members)
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.integers(1, 255))
    path = tmp_path / "altered.release"
    path.write_bytes(good[:place] + bytes([good[place] ^ other]) + good[place + 1 :])
    with pytest.raises(RefusedReleaseError):
        _read_all(path)


def _read_all(path: Path) -> None:
    with open_package(path) as package:
        for name in package.names:
            package.read(name, 10**6)


def test_other_names_cannot_be_packed():
    for name in ("", "other", "../metadata/1.root.json", "metadata/01.root.json", "targets/x.db"):
        with pytest.raises(ValueError, match="not the name"):
            pack({name: b""})
