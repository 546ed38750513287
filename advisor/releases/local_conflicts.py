"""What a site adds that a release would leave standing on text that is gone or has changed."""

from __future__ import annotations

from pathlib import Path

from advisor.additions.conflicts import Conflict, conflicts
from advisor.additions.reading import additions_path, find_additions
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.errors import CatalogueError
from advisor.catalogue.section import Section
from advisor.catalogue_file import CatalogueFile
from advisor.people.site import find_site
from advisor.policy import load_policy
from advisor.signing.opening import SignedRelease


def read_base(site_folder: Path) -> Section | None:
    """Return the OFFICIAL tier of what is open, before a release is imported.

    ``None`` where the site adds nothing, so that nothing has to be looked at, or where what is open
    cannot be read.

    Args:
        site_folder: The site folder.
    """
    if not additions_path(site_folder).is_dir():
        return None
    try:
        return CatalogueFile.read(None, site_folder).official
    except CatalogueError:
        return None


def find_new_conflicts(
    site_folder: Path, before: Section | None, imported: SignedRelease
) -> tuple[Conflict, ...]:
    """Return which of a site's additions have to be looked at, now that a release is open.

    Args:
        site_folder: The site folder.
        before: What ``read_base`` returned before the import.
        imported: The release.

    Raises:
        DamagedSiteError: Nobody can tell which site it is.
    """
    if before is None:
        return ()
    after = CatalogueFile.of_release(imported).official
    return find_local_conflicts(site_folder, before, after)


def find_local_conflicts(
    site_folder: Path, before: Section | None, after: Section
) -> tuple[Conflict, ...]:
    """Return which of a site's additions at OFFICIAL have to be looked at once a release is open.

    Whoever may read those above sees them listed when they sign in.

    Args:
        site_folder: The site folder.
        before: The OFFICIAL tier of what is open; ``None`` where it cannot be read.
        after: That of the release.

    Raises:
        DamagedSiteError: Nobody can tell which site it is.
    """
    if before is None or not additions_path(site_folder).is_dir():
        return ()
    site = find_site(site_folder)
    found = find_additions(
        site_folder,
        site=None if site is None else site.site,
        pinned=load_policy(site_folder).local_keys,
        granted={},
    )
    return conflicts(Catalogue([before]), Catalogue([after]), found.listed)
