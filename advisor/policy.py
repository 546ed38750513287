"""A site's policy: what its organisation decides for everybody on the machine.

It is ``policy.toml`` in the site folder, written by administrators and never read from
home; ``docs/formats/policy.md`` describes it. A setting is one attribute of ``Policy``
with its ``Rule``: a new one is one more, and a row in that page.

Rules that this module keeps:
 * It fails closed: with any fault in the file, each setting that the file does not
   soundly set has its strictest value, not its usual one.
 * Only a file that is certainly not there leaves the usual values. One that cannot be
   reached is a fault.
 * Reading never raises, never waits for a pipe, and is bounded however long the file is.
"""

from __future__ import annotations

import difflib
import json
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from advisor.catalogue.problem import Problem
from advisor.catalogue.quoting import quoted
from advisor.clearance import USUAL_VETTING, Classification, Label, VettingRow
from advisor.errors import AdvisorError, say_reason
from advisor.policy_values import (
    NOBODY,
    Fingerprints,
    Folder,
    Level,
    OneOf,
    PublicKeys,
    Takes,
    VettingLevels,
    WholeNumber,
    YesOrNo,
)

_FILE = "policy.toml"
_MAX_BYTES = 65_536
#: A name at the start of a line: before an equals sign, or of a table.
_NAMED = re.compile(r"""\[{0,2}\s*["']?([^"'=\[\]\s.]+)["']?\s*[=.\]]""")
_MOST_OF_LINE = 200
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
#: What Windows says of a file or folder that is not there; not of a share that is away.
_NOT_THERE = (None, 2, 3)


class Origin(StrEnum):
    """Where a value comes from."""

    SITE = "site policy"
    USUAL = "usual value"
    STRICTEST = "strictest, because the policy has a fault"


@dataclass(frozen=True)
class Rule:
    """What is known of a setting besides its name and its usual value.

    Attributes:
        title: What it is called where people read it.
        takes: What it takes.
        strictest: What it is where the policy has a fault and does not set it soundly.
        help: What it decides, for an administrator.
        example: How it is written; its name and usual value, where ``None``.
    """

    title: str
    takes: Takes
    strictest: Any
    help: str
    example: str | None = None


_EMPTY: Mapping[str, VettingRow] = {}
_OFFICIAL = Classification.OFFICIAL.words


@dataclass(frozen=True)
class Policy:
    """What applies on this machine, one attribute a setting.

    Attributes:
        faults: What is wrong with the file, by line.
        set_by_site: Names of the settings that the file soundly sets.
    """

    sign_in_required: Annotated[
        bool,
        Rule(
            "Sign in to read anything",
            YesOrNo(),
            True,
            "Whether one has to sign in to read even what is OFFICIAL.",
        ),
    ] = False
    idle_minutes: Annotated[
        int,
        Rule(
            "Lock after (minutes)",
            WholeNumber(1, 120),
            5,
            "Minutes without keyboard and mouse until it locks.",
        ),
    ] = 15
    clipboard_seconds: Annotated[
        int,
        Rule(
            "Clear the clipboard after (seconds)",
            WholeNumber(5, 600),
            10,
            "Seconds until what was copied is taken off the clipboard.",
        ),
    ] = 60
    copy_up_to: Annotated[
        str,
        Rule("Copy up to", Level(), _OFFICIAL, "The highest classification that may be copied."),
    ] = Classification.TOP_SECRET.words
    print_up_to: Annotated[
        str,
        Rule("Print up to", Level(), _OFFICIAL, "The highest classification that may be printed."),
    ] = Classification.OFFICIAL_SENSITIVE.words
    export_up_to: Annotated[
        str,
        Rule(
            "Save to a file up to",
            Level(),
            _OFFICIAL,
            "The highest classification that may be written to a file.",
        ),
    ] = Classification.OFFICIAL_SENSITIVE.words
    screen_capture: Annotated[
        bool,
        Rule(
            "Other programs may capture the window",
            YesOrNo(),
            False,
            "Whether other programs may capture the windows; only Windows can keep them from it.",
        ),
    ] = True
    local_keys: Annotated[
        Sequence[str],
        Rule(
            "Keys that sign what your site adds",
            PublicKeys(),
            (),
            "Which keys sign what your site adds; without one, nothing signed is shown.",
            'local_keys = ["64 digits and letters, as “advisor local key” prints them"]',
        ),
    ] = ()
    unsigned_contacts: Annotated[
        bool,
        # A fault elsewhere in the file must not take a number off the screen of whoever needs it.
        Rule(
            "Contacts of your site that nobody signed are shown",
            YesOrNo(),
            True,
            "Whether contacts of your site that nobody signed are shown.",
        ),
    ] = True
    audit_folder: Annotated[
        str,
        Rule(
            "Folder of audit logs",
            Folder(),
            "",
            "Where audit logs are kept; empty for the home folder of each account.",
            'audit_folder = ""',
        ),
    ] = ""
    release_publishers: Annotated[
        Sequence[str],
        Rule(
            "Publishers that may be trusted",
            Fingerprints(),
            [NOBODY],
            "Fingerprints of the roots of trust that may be trusted; empty for any that an "
            "administrator confirms.",
            'release_publishers = ["word-word-…"]',
        ),
    ] = ()
    wrong_clock: Annotated[
        str,
        Rule(
            "Import under a wrong clock",
            OneOf(("refuse", "warn")),
            "refuse",
            "What becomes of an import where the clock is behind the last release.",
        ),
    ] = "refuse"
    vetting: Annotated[
        Mapping[str, VettingRow],
        Rule(
            "Levels of vetting that count",
            VettingLevels(),
            _EMPTY,
            "How high somebody may be cleared, by their vetting. No other level counts.",
            'SC = { classification = "SECRET", source = "who says so" }, below a line [vetting]',
        ),
    ] = field(default_factory=lambda: USUAL_VETTING)
    faults: tuple[Problem, ...] = ()
    set_by_site: frozenset[str] = frozenset()

    def origin(self, name: str) -> Origin:
        """Return where the value of a setting comes from."""
        if name in self.set_by_site:
            return Origin.SITE
        return Origin.STRICTEST if self.faults else Origin.USUAL

    def allows_publisher(self, fingerprint: str) -> bool:
        """Tell whether a root of trust may be trusted at this site."""
        return not self.release_publishers or fingerprint in self.release_publishers

    def allows_copying(self, label: Label) -> bool:
        """Tell whether something with a label may be put on the clipboard."""
        return label.classification <= Classification.parse(self.copy_up_to)

    def allows_printing(self, label: Label) -> bool:
        """Tell whether something with a label may be printed."""
        return label.classification <= Classification.parse(self.print_up_to)

    def allows_exporting(self, label: Label) -> bool:
        """Tell whether something with a label may be written to a file for elsewhere."""
        return label.classification <= Classification.parse(self.export_up_to)

    def reach(self, vetting: str) -> Classification | None:
        """Return how high a level of vetting reaches; ``None`` where nothing says so."""
        row = self.vetting.get(vetting)
        return Classification.parse(row["classification"]) if row else None


@dataclass(frozen=True)
class Setting:
    """A row of the table of settings.

    Attributes:
        name: As it stands in the file, and as the attribute of ``Policy``.
        usual: What it is where there is no policy.
        rule: What else is known of it.
    """

    name: str
    usual: Any
    rule: Rule


def _declared() -> Iterator[Setting]:
    for name, hint in get_type_hints(Policy, include_extras=True).items():
        for rule in getattr(hint, "__metadata__", ()):
            yield Setting(name, getattr(Policy(), name), rule)


#: Every setting by its name, in the order in which it is shown.
SETTINGS = {setting.name: setting for setting in _declared()}


_NAMES = ", ".join(SETTINGS)
_HOW = "Write each setting on a line, as: idle_minutes = 15"
_MOST_BITS = 64


def policy_path(site: Path) -> Path:
    """Return the file that holds a site's policy."""
    return site / _FILE


def load_policy(site: Path) -> Policy:
    """Return what applies at a site, with whatever is wrong with its policy; never raises.

    Args:
        site: The site folder.
    """
    path = policy_path(site)
    try:
        untrusted = _read(path)
        if untrusted is None:
            return Policy()
        text = _decode(untrusted)
        found = _parse(text)
    except _UnusableError as error:
        fault = Problem(path.name, error.line, "", error.message, error.hint or "")
        return _with_faults({}, [fault])
    return _judge(found, _find_lines(text), path.name)


class _UnusableError(AdvisorError):
    """The file as a whole cannot be used, so that it sets nothing."""

    def __init__(self, message: str, *, hint: str, line: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.line = line


def _read(path: Path) -> bytes | None:
    """Return what the file holds; ``None`` where there certainly is none."""
    try:
        if _is_absent(path):
            return None
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device would keep us waiting
            raise _UnusableError("It is not a file.", hint="Put a text file in its place.")
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise _UnusableError(
            f"It cannot be read: {say_reason(error)}.", hint="Let everybody on the machine read it."
        ) from error
    except ValueError as error:
        raise _UnusableError("It cannot be reached.", hint="Name another site folder.") from error
    if len(data) > _MAX_BYTES:
        raise _UnusableError("It is too large.", hint=f"Keep it to {_MAX_BYTES} bytes.")
    return data


def _is_absent(path: Path) -> bool:
    """Tell whether there is nothing by this name; a link that leads nowhere is something."""
    try:
        path.lstat()
    except NotADirectoryError:
        return True
    except FileNotFoundError as error:
        if getattr(error, "winerror", None) not in _NOT_THERE:
            raise
        return True
    return False


def _decode(untrusted: bytes) -> str:
    try:
        return untrusted.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnusableError("It is not UTF-8 text.", hint="Save it as UTF-8.") from error


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = _TOML_PLACE.search(said)
        line = int(place[1] or len(text.splitlines())) if place else 0
        reason = f"It is not TOML: {_short(_TOML_PLACE.sub('', said))}."
        raise _UnusableError(reason, hint=_HOW, line=line) from error
    except (ValueError, RecursionError) as error:  # a number or a list beyond all measure
        raise _UnusableError("It holds a value that cannot be.", hint=_HOW) from error


def _find_lines(text: str) -> dict[str, int]:
    """Return the line of each name that stands at the start of exactly one."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := _NAMED.match(line.strip()[:_MOST_OF_LINE]):
            lines[match[1]] = 0 if match[1] in lines else number
    return lines


def _judge(found: dict[str, Any], lines: dict[str, int], file: str) -> Policy:
    """Tell the settings that a file soundly sets from its faults."""
    sound: dict[str, Any] = {}
    faults: list[Problem] = []
    for name, untrusted in found.items():
        mistake = _find_mistake(name, untrusted)
        if mistake is None:
            sound[name] = untrusted
        else:
            faults.append(Problem(file, lines.get(name, 0), _short(name), *mistake))
    return _with_faults(sound, faults)


def _find_mistake(name: str, untrusted: object) -> tuple[str, str] | None:
    """Return the reason and remedy of what is wrong with a setting; ``None`` where it is sound."""
    setting = SETTINGS.get(name)
    if setting is None:
        near = difflib.get_close_matches(name[:60].casefold(), list(SETTINGS), 3)
        remedy = f"Nearest names: {', '.join(near)}." if near else f"Settings: {_NAMES}."
        return f"There is no setting {quoted(name)}.", remedy
    if setting.rule.takes.accepts(untrusted):
        return None
    return (
        f"{_say(untrusted)} is not {setting.rule.takes}.",
        f"Write it as: {setting.rule.example or f'{name} = {say_value(setting.usual)}'}",
    )


def _say(untrusted: object) -> str:
    """Return what a file gives, at the start of a sentence; a long number has no text."""
    match untrusted:
        case str():
            return f"The text {quoted(untrusted)}"
        case list():
            return "A list"
        case dict():
            return "A table"
        case int() if untrusted.bit_length() > _MOST_BITS:
            return "So large a number"
    return quoted(say_value(untrusted))


def _short(text: str) -> str:
    """Return text on one line, cut, with nothing that acts."""
    return quoted(text)[1:-1]


def say_value(value: object) -> str:
    """Return a value as the file writes it; a table shorter, on one line."""
    if isinstance(value, Mapping):
        levels = (f"{name}: {row['classification']}" for name, row in value.items())
        return ", ".join(levels) or "none"
    if isinstance(value, str | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _with_faults(sound: dict[str, Any], faults: list[Problem]) -> Policy:
    """Return what applies: the strictest wherever the file fails to say."""
    strictest = {name: setting.rule.strictest for name, setting in SETTINGS.items()}
    values = {**strictest, **sound} if faults else sound
    return Policy(**values, faults=tuple(sorted(faults)), set_by_site=frozenset(sound))
