"""A site with label keys, people and a catalogue sealed to them, all made on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from advisor.catalogue.section import Section
from advisor.catalogue.trust import pin, site_pin_path
from advisor.clearance import OFFICIAL, Label
from advisor.releases.building import to_file
from advisor.releases.sealing_plan import SealingPlan
from advisor.sealing.age import Identity, generate_identity
from advisor.sealing.grant import seal_grant
from advisor.sealing.profile import Profile
from advisor.settings import Places
from advisor.unsealing import grants_path

PROFILE = Profile(slots=6, slot_bytes=32_768, recipients=2)
LABELS = tuple(
    Label.parse(text)
    for text in (
        "OFFICIAL",
        "OFFICIAL-SENSITIVE",
        "SECRET",
        "SECRET/ALDER",
        "SECRET/BIRCH",
        "SECRET/ALDER/BIRCH",
    )
)


class Site:
    """One site: its folder, the private key of each label, and what was published to it."""

    def __init__(self, folder: Path, profile: Profile = PROFILE) -> None:
        self.places = Places(folder / "site", folder / "home")
        self.file = folder / "catalogue.db"
        self.profile = profile
        self.keys = {label: generate_identity() for label in LABELS if label != OFFICIAL}
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def plan(self) -> SealingPlan:
        """To whom a release is sealed: one key for each label."""
        return SealingPlan(
            self.profile, {label: (key.recipient,) for label, key in self.keys.items()}
        )

    def publish(self, sections: Sequence[Section]) -> bytes:
        """Write and pin a catalogue file that holds some sections."""
        return self.put(to_file(sections, self.plan))

    def put(self, data: bytes) -> bytes:
        """Write a file and pin it, whatever it is, as a careless administrator would."""
        self.file.write_bytes(data)
        path = site_pin_path(self.places.site)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pin(data, self.file.name))
        return data

    def require_signing_in(self) -> None:
        """Let the site's policy require an identity that the site knows."""
        self.places.site.mkdir(parents=True, exist_ok=True)
        (self.places.site / "policy.toml").write_text("sign_in_required = true\n", "utf-8")

    def grant(self, person: Identity, labels: Iterable[Label], *, key: Label | None = None) -> None:
        """Grant a person some labels; under another label's key, where one is named."""
        folder = grants_path(self.places.site)
        folder.mkdir(parents=True, exist_ok=True)
        for label in labels:
            sealed = seal_grant(label, self.keys[key or label], person.recipient)
            (folder / f"{len(list(folder.iterdir())):04}.age").write_bytes(sealed)

    def person(self, clearance: Label | None = None) -> Identity:
        """Return a new person, cleared for everything that a label dominates."""
        identity = generate_identity()
        if clearance is not None:
            self.grant(identity, [label for label in self.keys if clearance.dominates(label)])
        return identity
