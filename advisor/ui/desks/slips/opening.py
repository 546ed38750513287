"""Opening the slips of a site, and the catalogue that they are about, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.sealing.age import Identity
from advisor.slips.deciding import Tray, look_at_slips
from advisor.ui.desks.site_work import SiteWork, SiteWorkOpening


@dataclass(frozen=True)
class OpenSlips:
    """An administrator at work on what readers report.

    Attributes:
        work: What they work with.
        tray: The slips that the site keeps.
    """

    work: SiteWork
    tray: Tray


class SlipsOpening(SiteWorkOpening[OpenSlips]):
    """Opens the slips of a site for one of its administrators."""

    def use(self, identity: Identity) -> OpenSlips:
        """Read the slips that the site keeps, and what the administrator may read.

        Raises:
            AdvisorError: The identity does not administer the site, or something cannot be read.
        """
        work = self.open_work(identity)
        return OpenSlips(work, look_at_slips(work.office))
