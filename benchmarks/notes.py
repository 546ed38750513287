"""How long an advice note of ten and of two hundred entries takes, as HTML and on paper.

The same for a reader of a lower clearance, whose note a process of its own makes.

``python -m benchmarks.notes``
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251 - made-up markings of published text

from advisor.clearance import OFFICIAL
from advisor.notes import Wanted, make_note
from advisor.notes.tear_line import make_note_for
from advisor.printing import draw_pdf, ensure_fonts, finish
from advisor.releases.demonstration import make_rehearsal
from advisor.sealing.unlocking import child_command, unlock_in_child
from advisor.session import Session
from advisor.settings import Places

NOWHERE = Places(Path("/nonexistent/site"), Path("/nonexistent/home"))
DAY = datetime.date(2026, 11, 28)
SIZES = (1, 10, 200)
ROUNDS = 3


def main() -> None:
    """Print the best of some rounds, in seconds of the processes and on the clock."""
    ensure_fonts()
    session = Session.open(None, NOWHERE)
    able = [head.id for head in session.catalogue.heads if session.can_check(head.id)]
    others = [head.id for head in session.catalogue.heads if head.id not in able]
    for size in SIZES:
        entries = tuple([*able, *others][:size])
        wanted = Wanted(entries, session.parse_answers(["asker=rocu"]), DAY)
        print(f"{size} entries")
        print(f"  made, with its HTML  {_best(lambda wanted=wanted: make_note(session, wanted))}")
        document = make_note(session, wanted).document
        print(f"  PDF  {_best(lambda document=document: finish(draw_pdf(document, DAY)))}")
    _print_lower()


def _print_lower() -> None:
    """Print what it takes on the clock where another process makes it, its start included."""
    with TemporaryDirectory() as folder:
        made = make_rehearsal(Path(folder), lambda words: None)
        reader = made.readers[-1]
        identity = unlock_in_child(reader.identity, reader.passphrase, command=child_command())
        session = Session.open(None, Places(made.site, made.home), identity)
        heads = session.catalogue.heads
        able = [one.id for one in heads if session.catalogue.label_of(one.id) == OFFICIAL]
        for size in SIZES:
            wanted = Wanted(tuple(able[:size]), session.parse_answers(["asker=rocu"]), DAY)
            print(f"{size} entries for OFFICIAL, by somebody who has {reader.clearance} open")
            print(
                f"  made, with its HTML  {_best(partial(make_note_for, session, wanted, OFFICIAL))}"
            )


def _best(work: Callable[[], object]) -> str:
    found = []
    for _ in range(ROUNDS):
        before, began = _busy(), time.perf_counter()
        work()
        found.append((_busy() - before, time.perf_counter() - began))
    busy, clock = (min(column) for column in zip(*found, strict=True))
    return f"{busy:.2f} s of the process, {clock:.2f} s on the clock"


def _busy() -> float:
    """Return the seconds of this process and of those that it started and that ended."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
