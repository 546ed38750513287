"""The decision graph of an entry's rules as one reader has it, with what is written round it.

Made of the session's own rules, questions and sources alone, so that it shows nothing
that the advice to the same reader would not rest on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from advisor.advice.graph import Caption, DecisionGraph
from advisor.advice.graph_building import build_graph
from advisor.advice.graph_layout import Box
from advisor.advice.graph_picture import Inks, find_boxes, to_svg
from advisor.advice.graph_text import Row, graph_to_json, to_mermaid, to_rows, to_table
from advisor.catalogue.trust import Trust
from advisor.catalogue.wording import say_date
from advisor.clearance import Label
from advisor.errors import AdvisorError
from advisor.session import Session


class NotForFilesError(AdvisorError):
    """The site's policy does not let something as high be written to a file."""

    def __init__(self, allowed: str, marking: Label) -> None:
        super().__init__(
            f"Your organisation lets files up to {allowed} be written, and this is {marking}.",
            hint="Nothing was written. Read it on the screen instead: advisor graph ID",
        )


@dataclass(frozen=True)
class RulesPicture:
    """The rules of one entry, ready to be shown in whatever form.

    Attributes:
        graph: The decision graph.
        caption: What is written round it.
        label: The highest marking of what it shows.
    """

    graph: DecisionGraph
    caption: Caption
    label: Label

    @cached_property
    def svg(self) -> str:
        """The picture, as an SVG document."""
        return to_svg(self.graph, self.caption)

    def draw(self, inks: Inks) -> str:
        """Return the picture in other colours, as for a dark window."""
        return to_svg(self.graph, self.caption, inks)

    @cached_property
    def boxes(self) -> Mapping[str, Box]:
        """Where in the picture each node stands, by id."""
        return find_boxes(self.graph, self.caption)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All that the picture says, as rows of a table."""
        return to_rows(self.graph)

    @property
    def table(self) -> str:
        """The rows as a table in Markdown."""
        return to_table(self.graph, self.caption)

    @property
    def mermaid(self) -> str:
        """The picture in Mermaid."""
        return to_mermaid(self.graph, self.caption)

    @property
    def json(self) -> dict[str, object]:
        """The graph in the shape that scripts rely on, without the release."""
        return graph_to_json(self.graph, self.caption)


def picture_rules(session: Session, entry_id: str) -> RulesPicture:
    """Return the picture of an entry's access rules, for the reader of a session.

    It takes well under a second; a window makes it off its own thread.

    Args:
        session: Whose rules.
        entry_id: Id of an entry with access rules.

    Raises:
        NoSuchEntryError: There is no such entry for this reader.
        UsageError: The entry has no access rules.
    """
    session.verify_can_check(entry_id)
    entry = session.catalogue.entry(entry_id)
    # A rule's facts and sources are never marked higher than the rule.
    label = entry.label.join(entry.marking_of("access"))
    caption = Caption(
        title=entry.head.title,
        marking=str(label),
        release=_say_release(session),
        sources={key: source.brief for key, source in session.catalogue.sources.items()},
    )
    return RulesPicture(build_graph(session.advisor, entry_id), caption, label)


def verify_may_be_written(session: Session, picture: RulesPicture) -> None:
    """Verify that the site lets a picture be written to a file.

    Raises:
        NotForFilesError: It is marked higher than the policy allows.
    """
    if not session.policy.allows_exporting(picture.label):
        raise NotForFilesError(session.policy.export_up_to, picture.label)


def _say_release(session: Session) -> str:
    release = session.catalogue.release
    words = [f"Release {release.release}", say_date(release.published_on)]
    words += [session.trust.value] if session.trust is Trust.DRAFT else []
    words += ["for rehearsal only"] if release.demonstration else []
    return ", ".join(words)
