"""Where things are kept, and what one user chose.

Two places: *site*, written by administrators and read by everyone on the machine,
and *home*, one user's own. Policy and trust are never read from home.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from advisor.durable import write_file

_NAME = "capability-advisor"
_RECENT_KEPT = 12
_SEARCHES_KEPT = 8
_FAVOURITES_KEPT = 200
#: Colours that a reader can choose.
Theme = Literal["system", "light", "dark", "contrast"]
#: Sizes that a window can still be used at; any other comes from a damaged file.
_TEXT_PERCENT = range(50, 401)


@dataclass(frozen=True)
class Places:
    """The two folders that the application knows.

    Attributes:
        site: Local contacts and whatever else a site shares.
        home: One user's choices.
    """

    site: Path
    home: Path


def find_places(
    site: Path | None = None, home: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Places:
    """Return the places: as named, else from the environment, else the platform's own.

    Args:
        site: From ``--site``.
        home: From ``--home``.
        environment: Where ``ADVISOR_SITE`` and ``ADVISOR_HOME`` are looked up.
    """
    return Places(
        site or _from(environment, "ADVISOR_SITE") or _platform_site(),
        home or _from(environment, "ADVISOR_HOME") or _platform_home(),
    )


def _from(environment: Mapping[str, str], name: str) -> Path | None:
    value = environment.get(name, "").strip()
    return Path(value) if value else None


def _platform_site() -> Path:
    import platformdirs  # noqa: PLC0415 - only where no place was named

    return Path(platformdirs.site_data_dir(_NAME, appauthor=False))


def _platform_home() -> Path:
    import platformdirs  # noqa: PLC0415 - only where no place was named

    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


class UserSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one user chose; an unknown field of a newer version is kept out, not refused.

    Attributes:
        region: Id of the region that contacts are shown for.
        force: Id of the reader's own force.
        text_percent: Text size in per cent of the system's.
        theme: Which colours: the system's choice, or the reader's own.
        recent: Ids of entries read, newest first.
        favourites: Ids of entries that the user marked, newest first.
        searches: What was searched for and led to an entry, newest first; never in a plain file.
        identity: The identity file that was used last.
        rocc_key: The public key that a referral was sealed to last.
    """

    region: str | None = None
    force: str | None = None
    text_percent: int = 100
    theme: Theme = "system"
    recent: tuple[str, ...] = ()
    favourites: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    identity: str | None = None
    rocc_key: str = ""

    def with_recent(self, entry_id: str) -> UserSettings:
        """Return these settings with an entry as the one read last."""
        return msgspec.structs.replace(self, recent=_first(entry_id, self.recent)[:_RECENT_KEPT])

    def with_search(self, query: str) -> UserSettings:
        """Return these settings with a query as the one that led somewhere last."""
        searches = _first(" ".join(query.split()), self.searches)
        return msgspec.structs.replace(self, searches=searches[:_SEARCHES_KEPT])

    def with_favourite(self, entry_id: str, *, is_one: bool) -> UserSettings:
        """Return these settings with an entry marked as a favourite, or not any more."""
        marked = _first(entry_id, self.favourites)[0 if is_one else 1 :]
        return msgspec.structs.replace(self, favourites=marked[:_FAVOURITES_KEPT])


def _first(item: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return (item, *(other for other in others if other != item))


def load_settings(home: Path) -> UserSettings:
    """Return a user's settings, or the usual ones where there are none to read.

    A file that cannot be understood is put aside beside it, so that nothing is lost.
    """
    path = _settings_path(home)
    try:
        found = msgspec.json.decode(path.read_bytes(), type=UserSettings)
    except (FileNotFoundError, NotADirectoryError):
        return UserSettings()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        _put_aside(path)
        return UserSettings()
    except OSError:
        return UserSettings()
    percent = found.text_percent if found.text_percent in _TEXT_PERCENT else 100
    return msgspec.structs.replace(found, text_percent=percent, searches=())


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".unreadable"))
    except OSError:
        return  # a read-only home: the file stays where it is


def save_settings(home: Path, settings: UserSettings) -> None:
    """Keep a user's settings, without what they searched for.

    Raises:
        AdvisorError: The home folder cannot be written.
    """
    kept = msgspec.structs.replace(settings, searches=())
    write_file(_settings_path(home), msgspec.json.format(msgspec.json.encode(kept)))


def _settings_path(home: Path) -> Path:
    return home / "settings.json"
