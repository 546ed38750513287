"""Every deed of the reader: its words, its key, and the menu it stands in.

Menus, tool buttons and the list of keys all come from this one table.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True)
class Deed:
    """One deed.

    Attributes:
        name: What code calls it.
        menu: The menu it stands in.
        words: What the menu says; the mnemonic is marked with ``&``.
        keys: Its keys, the first of which menus show.
        help: What it does, for the list of keys; the words, where empty.
        starts_group: Whether a line stands before it in its menu.
        is_checkable: Whether it is on or off.
    """

    name: str
    menu: str
    words: str
    keys: tuple[str, ...] = ()
    help: str = ""
    starts_group: bool = False
    is_checkable: bool = False


MENUS = ("&File", "&Edit", "&View", "&Go", "&Advisor", "&Tools", "&Help")

DEEDS = (
    Deed("open_catalogue", "&File", "&Open catalogue…", ("Ctrl+O",)),
    Deed("bundled_catalogue", "&File", "Open the catalogue that was &shipped"),
    Deed(
        "print",
        "&File",
        "&Print or save…",
        ("Ctrl+P",),
        "See the entry, check or request as it will be printed; print it or save it as PDF or HTML",
        starts_group=True,
    ),
    Deed("sign_in", "&File", "Sign &in…", ("Ctrl+Shift+L",), starts_group=True),
    Deed("lock", "&File", "&Lock", ("Ctrl+L",), "Lock: back to OFFICIAL, with all kept sealed"),
    Deed("quit", "&File", "&Quit", ("Ctrl+Q",), starts_group=True),
    Deed("copy", "&Edit", "&Copy", ("Ctrl+C",), "Copy the selected text"),
    Deed(
        "copy_entry",
        "&Edit",
        "Copy &whole, marked",
        ("Ctrl+Shift+C",),
        "Copy all of the entry, check or request, with its marking above and below",
    ),
    Deed("find", "&Edit", "&Find in entry…", ("Ctrl+F",), starts_group=True),
    Deed(
        "filter",
        "&Edit",
        "Filter &results…",
        ("Ctrl+Shift+F",),
        "Narrow the results by threat area, provider, way, urgency, region",
    ),
    Deed(
        "as_typed",
        "&Edit",
        "Only as &typed",
        ("Ctrl+Shift+E",),
        "Take words as they are spelt, and none for another; again: take that back",
    ),
    Deed(
        "favourite",
        "&Edit",
        "Fa&vourite",
        ("Ctrl+D",),
        "Mark the entry that is shown as a favourite, or not any more",
        starts_group=True,
        is_checkable=True,
    ),
    Deed(
        "slip",
        "&Edit",
        "Report a &mistake…",
        ("Ctrl+Shift+M",),
        "Say that a line of the entry is wrong; select words of it first to choose the line",
    ),
    Deed(
        "settings",
        "&Edit",
        "S&ettings…",
        ("Ctrl+,",),
        "Text size, colours, where you work; what your organisation decides",
        starts_group=True,
    ),
    Deed("larger", "&View", "&Larger text", ("Ctrl++", "Ctrl+=")),
    Deed("smaller", "&View", "&Smaller text", ("Ctrl+-",)),
    Deed("usual_size", "&View", "&Usual text size", ("Ctrl+0",)),
    Deed("next_pane", "&View", "&Next pane", ("F6",), starts_group=True),
    Deed("previous_pane", "&View", "&Previous pane", ("Shift+F6",)),
    Deed("search", "&Go", "&Search", ("Ctrl+K",), "Put the keyboard in the search field"),
    Deed("start", "&Go", "St&art page", ("Alt+Home",)),
    Deed("advisor", "&Go", "A&dvisor", ("Ctrl+1",), "What could help with your case"),
    Deed("contacts", "&Go", "&Contacts", ("Ctrl+2",)),
    Deed("grid", "&Go", "&Who does what", ("Ctrl+3",)),
    Deed("law", "&Go", "&Law", ("Ctrl+4",)),
    Deed("saved", "&Go", "Sa&ved cases", ("Ctrl+5",)),
    Deed("enquiries", "&Go", "&Enquiries", ("Ctrl+8",), "What others ask you, sealed for you"),
    Deed(
        "changes",
        "&Go",
        "What changed for &you",
        ("Ctrl+9",),
        "What the release that is open changed in what you read, marked and saved",
    ),
    Deed("all", "&Go", "All entries, A to &Z", ("Ctrl+7",)),
    Deed("report", "&Go", "What this repor&t asked for", ("Ctrl+6",)),
    Deed("back", "&Go", "&Back", ("Alt+Left",), starts_group=True),
    Deed("forward", "&Go", "&Forward", ("Alt+Right",)),
    Deed(
        "life_at_risk", "&Go", "Life at &risk", ("F2",), "Whom to ring, at once", starts_group=True
    ),
    Deed(
        "check",
        "&Advisor",
        "Can I &have this?",
        ("Ctrl+Return",),
        "Check access to the capability that is shown",
    ),
    Deed(
        "rules",
        "&Advisor",
        "The rules as a &picture",
        ("Ctrl+Shift+Return",),
        "See how the rules of what is shown decide",
    ),
    Deed("survey", "&Advisor", "&What can help me?", help="Check every capability for your case"),
    Deed(
        "refer",
        "&Advisor",
        "Refer to &your ROCC…",
        ("Ctrl+Shift+R",),
        "Seal your answers, as you gave them, so that your ROCC alone can open them",
        starts_group=True,
    ),
    Deed(
        "sheet",
        "&Advisor",
        "A&nswer sheet…",
        ("Ctrl+Shift+A",),
        "Your answers as a line to read out to your ROCC, and as a numbered sheet",
    ),
    Deed(
        "save_case",
        "&Advisor",
        "&Save this case…",
        ("Ctrl+S",),
        "Keep your answers as a case; an open one is kept as you answer",
        starts_group=True,
    ),
    Deed(
        "restart",
        "&Advisor",
        "&Forget all answers",
        help="Take back every answer; a saved case stays as it is",
    ),
    Deed(
        "new_enquiry",
        "&Advisor",
        "New &enquiry…",
        ("Ctrl+Shift+N",),
        "Take down what somebody asks you",
        starts_group=True,
    ),
    Deed(
        "read_out",
        "&Advisor",
        "&Type in an answer sheet…",
        ("Ctrl+Shift+T",),
        "Take on answers that are read out to you on the telephone",
    ),
    Deed("take_referral", "&Advisor", "Take on a referra&l…", help="Open what was sealed to you"),
    Deed("place", "&Tools", "My &region and force…"),
    Deed("local", "&Tools", "&Local contacts…"),
    Deed("see_as", "&Tools", "&See it as…", help="See what somebody else is cleared for sees"),
    Deed(
        "people",
        "&Tools",
        "&People and clearances…",
        help="Who holds what; granting and revoking, for administrators",
        starts_group=True,
    ),
    Deed(
        "additions",
        "&Tools",
        "&Notes, corrections and words…",
        help="What your site adds to the catalogue, for administrators",
    ),
    Deed(
        "slips",
        "&Tools",
        "Reported &mistakes…",
        help="What readers say is wrong; accepting and declining, for administrators",
    ),
    Deed(
        "releases",
        "&Tools",
        "R&eleases…",
        help="Import a signed release, see what it changes, or go back to one",
    ),
    Deed("set_up", "&Tools", "Set &up this site…", help="Set the site up, or see what it lacks"),
    Deed("identity", "&Tools", "My &identity…", help="Your public key, your passphrase"),
    Deed("audit", "&Tools", "&Audit log…", help="Read and check what was done"),
    Deed("help", "&Help", "&Help", ("F1",)),
    Deed(
        "words",
        "&Help",
        "&Words on this page",
        ("Shift+F1",),
        help="What the terms and acronyms on the screen mean",
    ),
    Deed("keys", "&Help", "All &keys", ("Ctrl+/",)),
    Deed("about", "&Help", "&About", starts_group=True),
)


class Actions(QObject):
    """The window's actions, by name."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._by_name = {deed.name: self._make(deed) for deed in DEEDS}

    def _make(self, deed: Deed) -> QAction:
        action = QAction(deed.words, self)
        action.setObjectName(deed.name)
        action.setCheckable(deed.is_checkable)
        action.setShortcuts([QKeySequence(keys) for keys in deed.keys])
        plain = deed.words.replace("&", "").rstrip("…")
        action.setToolTip(f"{plain} ({deed.keys[0]})" if deed.keys else plain)
        return action

    def __getitem__(self, name: str) -> QAction:
        """Return an action.

        Raises:
            KeyError: There is no deed of that name.
        """
        return self._by_name[name]

    def every(self) -> tuple[QAction, ...]:
        """Return all actions, in the order of the menus."""
        return tuple(self._by_name.values())
