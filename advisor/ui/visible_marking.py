"""The highest marking of what is on the screen now, for the banner.

The banner tells a reader how to handle what they see, so whatever is shown counts: the
page, every row of the list and why it stands there, a count that something marked went into,
and the reader's own region in the status bar. Nothing here hides anything: a session holds
only what its reader may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from advisor.advice import Advice
from advisor.catalogue.access import Access, Prerequisite, Step
from advisor.catalogue.catalogue import Catalogue
from advisor.catalogue.directory import Contact, Whereabouts, organisation_of
from advisor.catalogue.entry import Entry, Kind, Urgent
from advisor.catalogue.recommendations import marking_of_report
from advisor.clearance import OFFICIAL, Label, highest
from advisor.session import Session
from advisor.ui.area import Area
from advisor.ui.listing import Listing
from advisor.ui.location import OF_ENTRY, Location, Page

if TYPE_CHECKING:
    from advisor.ui.reader import Reader


def window_marking(reader: Reader, shown: Location | None) -> Label:
    """Return the highest marking of all that a window shows, and of the page that is due.

    Args:
        reader: Who sees it.
        shown: The page that is on the screen now.
    """
    marking = visible_marking(reader.session, reader.location, reader.listing, reader.area)
    if shown is not None:
        marking = marking.join(page_marking(reader.session, shown))
    return marking if reader.news is None else marking.join(reader.news.marking)


def visible_marking(session: Session, location: Location, listing: Listing, area: Area) -> Label:
    """Return the highest marking of a page with the list beside it."""
    if session.clearance.label == OFFICIAL:
        return OFFICIAL
    if area is Area.ADVISOR:
        shown = survey_marking(session)
    elif area in {
        Area.SAVED,
        Area.ENQUIRIES,
    }:  # they hold what was typed and worked out with all of it open
        shown = session.clearance.label
    else:
        is_map = area is Area.CONTACTS
        shown = _regions(session) if is_map else listing_marking(session, listing)
    return highest([page_marking(session, location), shown, place_marking(session)])


def page_marking(session: Session, location: Location) -> Label:
    """Return the highest marking of what a page shows."""
    if location.page is Page.START:
        return highest([start_marking(session), _contacts(_life_at_risk(session))])
    if location.page in {Page.LIFE_AT_RISK, Page.LOCKED}:
        return _contacts(_life_at_risk(session))
    if location.page in {Page.CASE, Page.ENQUIRY, Page.CHANGES}:
        return session.clearance.label
    if location.page is Page.SURVEY:
        return survey_marking(session)
    if location.page in {*OF_ENTRY, Page.SOURCE, Page.GRID, Page.REPORT}:
        return _marking_of_subject(session, location)
    roccs = session.directory.resolve(["role:rocc"], session.where)
    return _contacts(roccs) if session.where.region else OFFICIAL


def _marking_of_subject(session: Session, location: Location) -> Label:
    """Return the highest marking of a page about one entry, or about some of a kind."""
    if location.page in {Page.GRID, Page.REPORT}:
        return _marking_of_table(session.catalogue, location.page)
    if location.page is Page.REGION:
        return region_marking(session, location.subject)
    if location.page is Page.SOURCE:
        return source_marking(session, location.subject)
    entry = session.catalogue.entry(location.subject)
    if location.page is Page.RULES:
        return rules_marking(entry)
    if location.page is Page.REQUEST:  # it may hold the reader's own words about any of it
        return session.clearance.label
    is_check = location.page is Page.CHECK
    return check_marking(session, entry) if is_check else entry_marking(session, entry)


def _marking_of_table(catalogue: Catalogue, page: Page) -> Label:
    """Return the highest marking of who does what, or of what the inspection asked for."""
    if page is Page.REPORT:
        return marking_of_report(catalogue)
    grids = catalogue.of_kind(Kind.RESPONSIBILITY)
    return highest(catalogue.entry(head.id).marking for head in grids)


def source_marking(session: Session, key: str) -> Label:
    """Return the highest marking of a source and of what is said to rest on it."""
    citing = (label for _, _, label in session.catalogue.citing(key))
    return highest([session.catalogue.label_of_source(key), *citing])


def check_marking(session: Session, entry: Entry) -> Label:
    """Return the highest marking of a check: of the entry, and of what its outcome leads to.

    Whether that is shown depends on the answers; the marking does not, so that it tells nothing
    of them and stays while they come.
    """
    catalogue = session.catalogue
    instead = [
        catalogue.entry(item) for item in entry.find("alternatives") or () if item in catalogue
    ]
    return highest(
        [
            entry_marking(session, entry),
            *_authorities(session, entry),
            *(other.label.join(other.marking_of("access")) for other in instead),
        ]
    )


def plan_marking(session: Session, advice: Advice) -> Label:
    """Return the highest marking of what the card of an outcome's steps shows."""
    entry = session.catalogue.entry(advice.capability)
    return highest([card_marking(session, entry), *_authorities(session, entry)])


def _authorities(session: Session, entry: Entry) -> list[Label]:
    """Return the markings of what explains the things to obtain first."""
    access, catalogue = entry.find("access"), session.catalogue
    routes = access.routes if isinstance(access, Access) else ()
    named = [item.entry for route in routes for item in route.prerequisites if item.entry]
    found = [catalogue.entry(item) for item in named if item in catalogue]
    return [other.label.join(other.marking_of("authority")) for other in found]


def rules_marking(entry: Entry) -> Label:
    """Return the highest marking of a picture of an entry's rules.

    A rule's facts and sources are never marked higher than the rule.
    """
    return entry.label.join(entry.marking_of("access"))


def survey_marking(session: Session) -> Label:
    """Return the highest marking of all capabilities, their rules and the questions about them.

    Each goes into the counts, and into which question is the best one, whether it is listed or not.
    """
    catalogue = session.catalogue
    capabilities = [catalogue.entry(item) for item in session.advisor.capabilities]
    rules = [entry.marking_of("access") for entry in capabilities]
    questions = [catalogue.label_of_fact(fact.name) for fact in catalogue.facts]
    contacts = _contacts(_life_at_risk(session))
    return highest([*(entry.marking for entry in capabilities), *rules, *questions, contacts])


def start_marking(session: Session) -> Label:
    """Return the marking of the threat areas, the counts beside them, and earlier searches."""
    catalogue = session.catalogue
    if session.settings.searches:  # typed with all of it open
        return session.clearance.label
    return catalogue.label_of_counts


def entry_marking(session: Session, entry: Entry) -> Label:
    """Return the highest marking of an entry's page, with whom to ring about it."""
    urgent = entry.find("urgent")
    named = urgent.contacts if isinstance(urgent, Urgent) else ()
    listed = entry.find("contacts") or ()
    contacts = session.directory.resolve([*named, *listed, *_named_in_rules(entry)], session.where)
    threats = [session.catalogue.label_of_threat(key) for key in _known_threats(session, entry)]
    return highest([entry.marking, _contacts(contacts), *threats])


def card_marking(session: Session, entry: Entry) -> Label:
    """Return the highest marking of what the card *How to get it* shows."""
    urgent = entry.find("urgent")
    named = urgent.contacts if isinstance(urgent, Urgent) else ()
    contacts = session.directory.resolve([*named, *_named_in_rules(entry)], session.where)
    return highest(
        [entry.marking_of("access", "steps", "urgent"), entry.sources_label, _contacts(contacts)]
    )


def listing_marking(session: Session, listing: Listing) -> Label:
    """Return the highest marking of some rows; of all there is, where more are counted."""
    page = listing.page
    if listing.filters is not None:  # its words and counts are of everything that can be read
        return session.clearance.label
    if page is not None and sum(page.results.counts_by_kind.values()) > len(listing.markings):
        return session.clearance.label
    return highest([listing.label, *listing.markings.values()])


def place_marking(session: Session) -> Label:
    """Return the marking of the names of the reader's own region and force."""
    named = (session.where.region, session.where.force)
    return highest(session.directory.label_of_place(name) for name in named if name)


def places_marking(session: Session) -> Label:
    """Return the highest marking of the names of all regions and forces."""
    places = (*session.directory.regions(), *session.directory.forces())
    return highest(session.directory.label_of_place(entry.id) for entry in places)


def _regions(session: Session) -> Label:
    regions = session.directory.regions()
    units = [organisation_of(region).unit for region in regions]
    named = [
        session.catalogue.label_of(unit) for unit in units if unit in session.catalogue if unit
    ]
    return highest([*(region.marking for region in regions), *named])


def region_marking(session: Session, region: str) -> Label:
    """Return the highest marking of a region's page, with whom to ring there."""
    entry = session.catalogue.entry(region)
    where = session.where if session.where.region == region else Whereabouts(region)
    contacts = session.directory.for_whereabouts(where)
    organisation = organisation_of(entry)
    named = (*organisation.forces, organisation.unit)
    others = [session.catalogue.entry(item) for item in named if item in session.catalogue if item]
    return highest([entry.marking, *(other.marking for other in others), _contacts(contacts)])


def _life_at_risk(session: Session) -> tuple[Contact, ...]:
    return session.directory.life_at_risk(session.where)


def _contacts(contacts: Iterable[Contact]) -> Label:
    return highest(contact.label for contact in contacts)


def _known_threats(session: Session, entry: Entry) -> list[str]:
    known = {threat.key for threat in session.catalogue.threats}
    return [key for key in entry.head.threats if key in known]


def _named_in_rules(entry: Entry) -> list[str]:
    """Return everybody whom an entry's rules and steps name to be rung."""
    access = entry.find("access")
    steps: tuple[Step, ...] = entry.find("steps") or ()
    named = [step.contact for step in steps if step.contact]
    for route in access.routes if isinstance(access, Access) else ():
        todo: list[Prerequisite | Step] = [*route.prerequisites, *route.steps]
        named += [*route.contacts, *(step.contact for step in todo if step.contact)]
    return named
