"""What is still missing at a site, from what anybody may see of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.catalogue.directory import Directory
from advisor.catalogue.trust import Trust
from advisor.people.changing import GRANTS, REGISTER_FILE, is_unfinished
from advisor.people.errors import PeopleError
from advisor.people.site import Site, find_site
from advisor.policy import load_policy, policy_path

#: Who administers alone and loses their identity leaves a site that nobody can administer.
_ENOUGH_ADMINISTRATORS = 2


@dataclass(frozen=True)
class Item:
    """A line of the checklist.

    Attributes:
        name: What it is about.
        is_done: Whether nothing is missing.
        text: How it is.
        hint: What to do; empty where nothing is missing.
    """

    name: str
    is_done: bool
    text: str
    hint: str = ""


def check_site(folder: Path, *, directory: Directory, trust: Trust) -> tuple[Item, ...]:
    """Return what is there and what is missing at a site.

    Args:
        folder: The site folder.
        directory: Whom to ring, as anybody at the site sees it.
        trust: How far the catalogue in use can be relied on.
    """
    return tuple(_check(folder, directory, trust))


def _check(folder: Path, directory: Directory, trust: Trust) -> Iterator[Item]:
    try:
        site = find_site(folder)
    except PeopleError as error:
        yield Item("set-up", is_done=False, text=error.message, hint=error.hint or "")
        site = None
    else:
        yield _check_set_up(folder, site)
    if site is not None:
        yield _check_administrators(site)
        yield _check_auditor(site)
        yield _check_label_keys(folder)
        yield _check_place(site, directory)
    yield _check_policy(folder)
    yield _check_contacts(directory)
    yield _check_catalogue(trust)


def _check_set_up(folder: Path, site: Site | None) -> Item:
    if is_unfinished(folder):
        return Item(
            "set-up",
            is_done=False,
            text="A change was decided and not finished.",
            hint="It is finished by the next command of an administrator, such as: "
            "advisor clearance list",
        )
    if site is None:
        hint = "Its first administrator sets it up with: advisor site init"
        return Item("set-up", is_done=False, text="This site is not set up.", hint=hint)
    return Item("set-up", is_done=True, text=f"Site {site.site}.")


def _check_administrators(site: Site) -> Item:
    number = len(site.administrators)
    if number < _ENOUGH_ADMINISTRATORS:
        return Item(
            "administrators",
            is_done=False,
            text="There is one. If their identity is lost, nobody can clear people any more.",
            hint="Make another with: advisor clearance person change ID --administrator",
        )
    return Item("administrators", is_done=True, text=f"There are {number}.")


def _check_auditor(site: Site) -> Item:
    # A file in which the auditor is an administrator as well is not loaded.
    return Item("auditor", is_done=True, text=f"Records are sealed to {site.auditor}.")


def _check_label_keys(folder: Path) -> Item:
    try:
        has_register = (folder / REGISTER_FILE).is_file()
        grants = sum(path.suffix == ".age" for path in (folder / GRANTS).iterdir())
    except OSError:
        has_register, grants = False, 0
    if not has_register or not grants:
        return Item(
            "label keys",
            is_done=False,
            text="The register or the grants are missing, so the keys of the labels are lost.",
            hint="Put them back from a copy of the site folder.",
        )
    return Item(
        "label keys",
        is_done=True,
        text=f"The register is there. Grants: {grants}.",
    )


def _check_place(site: Site, directory: Directory) -> Item:
    unknown = [site.region] if not directory.is_place(site.region, "region") else []
    unknown += [force for force in site.forces if not directory.is_place(force, "force")]
    if unknown:
        return Item(
            "region and forces",
            is_done=False,
            text=f"The catalogue in use does not know {', '.join(unknown)}.",
            hint="Use the catalogue that the site was set up with, or a newer one.",
        )
    forces = ", ".join(site.forces) or "no force of its own"
    return Item("region and forces", is_done=True, text=f"{site.region}, {forces}.")


def _check_policy(folder: Path) -> Item:
    faults = load_policy(folder).faults
    if faults:
        return Item(
            "policy",
            is_done=False,
            text=f"Mistakes in it: {len(faults)}. The strictest values stand in for them.",
            hint="advisor policy show names each of them.",
        )
    if not policy_path(folder).exists():
        return Item(
            "policy",
            is_done=False,
            text="There is no policy.toml, so the usual values apply.",
            hint="Write one, also if it only says what is usual: advisor policy show",
        )
    return Item("policy", is_done=True, text="It is there and has no mistakes.")


def _check_contacts(directory: Directory) -> Item:
    missing = directory.missing_urgent()
    if missing:
        return Item(
            "urgent contacts",
            is_done=False,
            text=f"Missing: {', '.join(missing)}.",
            hint="Add them with: advisor local import FILE",
        )
    return Item("urgent contacts", is_done=True, text="All are there.")


def _check_catalogue(trust: Trust) -> Item:
    if trust is Trust.DRAFT:
        return Item(
            "catalogue",
            is_done=False,
            text="It is an UNSIGNED DRAFT: nobody can sign in to it.",
            hint="Put its hash into trust/catalogue.sha256 of the site folder.",
        )
    return Item("catalogue", is_done=True, text=f"It takes identities: {trust.value}.")
