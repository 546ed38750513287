"""How much memory a signed-in session takes, beside the same application at OFFICIAL.

    .venv/bin/python -m benchmarks.memory [ENTRIES]

The window with 3,000 restricted entries, or so many, in four sections open, beside the window at
OFFICIAL on the same catalogue; both have searched and shown an entry. Each is a process of its own.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory  # noqa: TID251 - made-up words

from benchmarks.sign_in import COUNT, RehearsalSite

LIMIT = 1.5
ROUNDS = 3

_CODE = """
import gc, os, sys
from pathlib import Path
from advisor.settings import Places
from advisor.ui.dressing import dress
from advisor.ui.main_window import MainWindow
from advisor.ui.pictures import settle
from advisor.ui.seat import Seat, SeatKind
file, site, home, secret = sys.argv[1:]
places = Places(Path(site), Path(home))
qt = dress(places)
if secret:
    from advisor.sealing.age import Identity
    from advisor.ui.signing_in import window_process
    identity, kind = Identity.parse(secret), SeatKind.SIGNED_IN
else:
    from advisor.ui import app
    identity, kind = None, SeatKind.NOT_SIGNED_IN
from advisor.session import Session
window = MainWindow(Seat(kind))
session = Session.open(Path(file), places, identity)
assert session.sign_in_error is None, session.sign_in_error
session.index.prepare()
session.index.prepare_rest()
window.show_session(session)
window.show()
window.workspace.reader.search("ransom call")
assert window.workspace.reader.listing.page.found
window.workspace.pane.show_due()
settle()
window.grab()
pages = int(Path("/proc/self/statm").read_text().split()[1])
print(len(session.catalogue.heads), pages * os.sysconf("SC_PAGE_SIZE") / 1e6, flush=True)
os._exit(0)
"""


def measure(site: RehearsalSite, secret: str) -> tuple[int, float]:
    """Return how many entries a window has open, and the megabytes that it takes."""
    arguments = [str(site.file), str(site.places.site), str(site.places.home), secret]
    done = subprocess.run(
        [sys.executable, "-c", _CODE, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    entries, megabytes = done.stdout.split()[-2:]
    return int(entries), float(megabytes)


def main() -> int:
    """Measure, print, and return 0 if the limit is kept."""
    count = int(sys.argv[1]) if sys.argv[1:] else COUNT
    with TemporaryDirectory() as folder:
        site = RehearsalSite(Path(folder), count)
        rounds = [
            [measure(site, secret) for secret in ("", site.person.reveal())] for _ in range(ROUNDS)
        ]
    official, signed_in = (
        statistics.median(megabytes for _, megabytes in column)
        for column in zip(*rounds, strict=True)
    )
    for name, (entries, _), value in zip(
        ("at OFFICIAL", "signed in"), rounds[0], (official, signed_in), strict=True
    ):
        print(f"{name:12} {entries:5} entries {value:7.1f} MB")
    print(f"ratio (at most {LIMIT} with {COUNT:,}) {signed_in / official:.2f}")
    return 0 if signed_in / official <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
