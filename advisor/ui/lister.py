"""Making what the list pane shows, of what the reader is doing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from advisor.catalogue.entry import Kind
from advisor.clearance import OFFICIAL, Label, highest
from advisor.search.entry_finder import SearchPage
from advisor.search.query import parse_query
from advisor.search.syntax import complete
from advisor.ui.area import Area
from advisor.ui.listing import Filters, Listing, Reading

if TYPE_CHECKING:
    from advisor.ui.reader import Reader

#: Sections whose list is a pane of its own, and what that is called.
_OWN_PANES = {
    Area.CONTACTS: "Policing regions",
    Area.ADVISOR: "What can help me?",
    Area.SAVED: "Saved cases",
}
_AREA_KINDS = {
    Area.GRID: (Kind.RESPONSIBILITY, Kind.FORUM),
    Area.LAW: (Kind.AUTHORISATION,),
}


def make_listing(reader: Reader) -> Listing:
    """Return what the list pane shows, with its markings where more than OFFICIAL is readable."""
    listing = _make_listing(reader)
    if reader.session.clearance.label != OFFICIAL:
        listing = replace(listing, markings=_markings(reader, listing))
    return listing


def _markings(reader: Reader, listing: Listing) -> dict[str, Label]:
    if listing.page is None:
        return {item: reader.session.catalogue.entry(item).marking for item in listing.ids}
    found = listing.page.found
    if reader.kind is not None:  # the other kinds are counted as well
        found += reader.session.search(
            reader.query, chosen=reader.chosen, is_exact=reader.is_exact
        ).found
    return {each.head.id: each.marking for each in found}


def _make_listing(reader: Reader) -> Listing:
    catalogue = reader.session.catalogue
    if reader.area in _OWN_PANES:
        return Listing(title=_OWN_PANES[reader.area])
    if reader.area in _AREA_KINDS:
        kinds = _AREA_KINDS[reader.area]
        heads = tuple(head for kind in kinds for head in catalogue.of_kind(kind))
        return Listing(heads=heads, title=f"Entries: {len(heads)}")
    if reader.query.strip():
        return _make_found(reader, _search(reader))
    if reader.threat is not None:
        title = next(t.title for t in catalogue.threats if t.key == reader.threat)
        label = catalogue.label_of_threat(reader.threat)
        return Listing(heads=catalogue.of_threat(reader.threat), title=title, label=label)
    if reader.lists_all:
        heads = tuple(sorted(catalogue.heads, key=lambda head: (head.title.casefold(), head.id)))
        return Listing(heads=heads, title=f"A to Z: {len(heads)}")
    return _make_reading(reader)


def _make_found(reader: Reader, page: SearchPage) -> Listing:
    suggestion = None if reader.is_exact else page.did_you_mean
    scopes = _find_scopes(reader)
    # A scope that is still being typed is not unknown yet.
    begun = reader.query.rsplit(maxsplit=1)[-1] if scopes else None
    unknown = tuple(scope for scope in page.unknown if scope != begun)
    # Any word of what can be read may be the one that is suggested or missed.
    is_told = suggestion or scopes or page.wider or unknown
    return Listing(
        page=page,
        label=reader.session.clearance.label if is_told else OFFICIAL,
        suggestion=suggestion,
        wider=page.wider,
        unknown=unknown,
        is_begun=not page.found and not parse_query(reader.query).whole.stems,
        is_exact=reader.is_exact,
        scopes=scopes,
        filters=_make_filters(reader, page),
    )


def _search(reader: Reader) -> SearchPage:
    """Return what answers the query; where it has no words, all that it leaves."""
    search = partial(
        reader.session.search,
        reader.query,
        kind=reader.kind,
        chosen=reader.chosen,
        is_exact=reader.is_exact,
    )
    page = search()
    is_ranked = any(found.result.score for found in page.found)
    left_out = page.results.total - len(page.found)
    return search(limit=page.results.total) if left_out > 0 and not is_ranked else page


def _make_reading(reader: Reader) -> Listing:
    """List what was read lately or the favourites, with the counts of both where both are."""
    catalogue, settings = reader.session.catalogue, reader.session.settings
    kept = {
        reading: [item for item in ids if item in catalogue]
        for reading, ids in (
            (Reading.RECENT, settings.recent),
            (Reading.FAVOURITES, settings.favourites),
        )
    }
    shown = reader.reading
    if not kept[shown]:
        shown = next((each for each, ids in kept.items() if ids), Reading.RECENT)
    every = [catalogue.entry(item).marking for ids in kept.values() for item in ids]
    return Listing(
        heads=tuple(map(catalogue.head, kept[shown])),
        title=shown.value,
        label=highest(every),
        can_clear=shown is Reading.RECENT and bool(kept[shown]),
        reading=shown,
        readings={each: len(ids) for each, ids in kept.items()},
    )


def _find_scopes(reader: Reader) -> tuple[str, ...]:
    """Return what the scope that is being typed may become; nothing where it is all there."""
    last = reader.query.rsplit(maxsplit=1)[-1]
    if ":" not in last:  # without looking for what there is, which few searches need
        return ()
    found = complete(reader.query, reader.session.facets.vocabulary)
    return () if last.casefold() in found else found


def _make_filters(reader: Reader, page: SearchPage) -> Filters | None:
    """Return the filters, where they are open or anything is ticked; they take their time."""
    if not reader.has_filters_open and not any(reader.chosen.values()):
        return None
    facets = reader.session.facets
    counts = facets.count(page.results.matched, reader.chosen)
    return Filters(facets, counts, reader.chosen, reader.has_filters_open)
