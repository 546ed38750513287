"""Opening what a site adds, and the catalogue that it stands on, off the window's thread."""

from __future__ import annotations

from advisor.sealing.age import Identity
from advisor.ui.desks.site_work import SiteWork, SiteWorkOpening


class AdditionsOpening(SiteWorkOpening[SiteWork]):
    """Opens what a site adds for one of its administrators."""

    def use(self, identity: Identity) -> SiteWork:
        """Read what the site adds, and what the administrator may read.

        Raises:
            AdvisorError: The identity does not administer the site, or something cannot be read.
        """
        return self.open_work(identity)
