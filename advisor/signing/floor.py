"""The lowest release that this version of the application takes.

Whoever deletes what a site remembers of its releases makes it forget how new they were; the
floor is what they cannot delete. It is raised with each version of the application to the
release that ships with it: see CONTRIBUTING.md, A release.
"""

from __future__ import annotations

RELEASE_FLOOR = 1
