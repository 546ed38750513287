"""How long an advice note of ten and of two hundred entries takes, as HTML and on paper.

``python -m benchmarks.notes``
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path

from advisor.notes import Wanted, make_note
from advisor.printing import draw_pdf, ensure_fonts, finish
from advisor.session import Session
from advisor.settings import Places

NOWHERE = Places(Path("/nonexistent/site"), Path("/nonexistent/home"))
DAY = datetime.date(2026, 11, 28)
SIZES = (1, 10, 200)
ROUNDS = 3


def main() -> None:
    """Print the best of some rounds, in seconds of this process and on the clock."""
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


def _best(work: Callable[[], object]) -> str:
    found = []
    for _ in range(ROUNDS):
        before, began = time.process_time(), time.perf_counter()
        work()
        found.append((time.process_time() - before, time.perf_counter() - began))
    busy, clock = (min(column) for column in zip(*found, strict=True))
    return f"{busy:.2f} s of the process, {clock:.2f} s on the clock"


if __name__ == "__main__":
    main()
