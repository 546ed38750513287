"""The work of setting a site up, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import Directory
from advisor.catalogue.trust import Trust
from advisor.catalogue_file import CatalogueFile
from advisor.errors import AdvisorError
from advisor.journal import read_clock
from advisor.people.joining import find_site_contacts
from advisor.people.office import Affairs, Office
from advisor.people.recording import open_log
from advisor.people.setting_up import SetUp, set_up_site
from advisor.policy import load_policy
from advisor.sealing.age import Identity
from advisor.settings import Places
from advisor.ui.signing_in.handover import Handover
from advisor.ui.signing_in.unlocking_work import Tell, UnlockingWork


@dataclass(frozen=True)
class Ground:
    """What anybody may know of where the site is.

    Attributes:
        directory: Its regions and forces, and whom to ring.
        trust: How far the catalogue can be relied on.
        error: What is wrong with the site's own contacts, if anything.
    """

    directory: Directory
    trust: Trust
    error: AdvisorError | None = None


def read_ground(handover: Handover) -> Ground:
    """Read the OFFICIAL tier of the catalogue in use, and the site's contacts.

    Raises:
        CatalogueError: It cannot be opened.
    """
    file = CatalogueFile.read(handover.catalogue_path, handover.places.site)
    catalogue = Catalogue([file.official])
    found, error = find_site_contacts(handover.places.site, Directory(catalogue).place)
    return Ground(Directory(catalogue, found), file.trust, error)


@dataclass(frozen=True)
class Done:
    """A site that was set up, and its first administrator at work."""

    office: Office
    affairs: Affairs


class SettingUp(UnlockingWork[Done]):
    """Unlocks the first administrator's identity and sets the site up.

    Args:
        places: The site and home folders.
        tell: Told how far it is, on the thread that works.
        asked: What the site is to be.
    """

    def __init__(self, places: Places, tell: Tell, asked: SetUp) -> None:
        super().__init__(places, tell)
        self._asked = asked

    def prepare(self) -> None:
        """Do nothing: the form has said what is wrong."""

    def use(self, identity: Identity) -> Done:
        """Set the site up, as a whole or not at all.

        Raises:
            AdvisorError: It cannot be done; nothing was changed.
        """
        log = open_log(self.places, self._asked.auditor, read_clock)
        policy = load_policy(self.places.site)
        self.stop_if_cancelled()
        set_up_site(
            self.places.site,
            self._asked,
            identity,
            policy=policy,
            record=log.record,
            clock=read_clock,
        )
        office = Office(
            self.places.site, identity, policy, log.record, read_clock, self.places.home
        )
        return Done(office, office.look())
