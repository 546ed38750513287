"""A site with sealed sections, a person who was granted some, and their identity file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from advisor.clearance import Label
from advisor.releases.partition import part_sections
from advisor.sealing.age import Identity, generate_identity
from advisor.sealing.identity import protect
from advisor.sealing.passphrase import generate
from advisor.settings import load_settings
from advisor.ui import theme
from tests.support.labelled import RELEASE, everything
from tests.support.sealed import Site

ALDER = Label.parse("SECRET/ALDER")


class Holder:
    """A person with an identity file; making one takes a second."""

    def __init__(self, folder: Path) -> None:
        self.identity: Identity = generate_identity()
        self.passphrase = generate()
        self.file = folder / "me.age"
        self.file.write_bytes(protect(self.identity, self.passphrase))


@pytest.fixture(scope="session")
def holder(tmp_path_factory: pytest.TempPathFactory) -> Holder:
    return Holder(tmp_path_factory.mktemp("holder"))


@pytest.fixture
def site(tmp_path: Path, holder: Holder) -> Site:
    site = Site(tmp_path / "one")
    site.publish(part_sections(everything(), RELEASE))
    site.grant(holder.identity, [label for label in site.keys if ALDER.dominates(label)])
    return site


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication, site: Site) -> None:
    theme.install(qapp, factor=load_settings(site.places.home).text_percent / 100)
