"""The audit log of whoever is at work on a site."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from advisor.audit.files import audit_path
from advisor.audit.log import AuditLog
from advisor.policy import load_policy
from advisor.sealing.age import Recipient
from advisor.settings import Places


def find_audit_folder(places: Places) -> Path:
    """Return where audit logs are kept: as the policy says, else in the home folder."""
    named = load_policy(places.site).audit_folder
    return Path(named) if named else audit_path(places.home)


def open_log(places: Places, auditor: Recipient, clock: Callable[[], datetime]) -> AuditLog:
    """Open the log of the account that this process runs in.

    Args:
        places: The site and home folders.
        auditor: The site's auditor.
        clock: Tells the time, in UTC.

    Raises:
        AuditError: Nothing can be recorded.
    """
    return AuditLog.open(
        find_audit_folder(places), account=find_account(), auditor=auditor, clock=clock
    )


def find_account() -> str:
    """Return the name of the account, from where nobody can set it to another."""
    try:
        if sys.platform == "win32":
            return os.getlogin()
        import pwd  # noqa: PLC0415 - not on Windows

        return pwd.getpwuid(os.getuid()).pw_name
    except (OSError, KeyError):
        return "unknown"
