"""What can go wrong with an audit log.

Every message is a constant but for what the system says of a disk: none names a file, a
person or what was to be recorded.
"""

from __future__ import annotations

from advisor.errors import AdvisorError, say_reason


class AuditError(AdvisorError):
    """Something could not be recorded, or a log could not be read."""


class NoAuditorError(AuditError):
    """There is nobody that records could be sealed to."""

    def __init__(self) -> None:
        super().__init__(
            "This site has no auditor, so nothing that must be recorded can be done.",
            hint="Whoever administers your site names the auditor's public key.",
        )


class NotRecordedError(AuditError):
    """A record could not be written; the log is as it was.

    Args:
        error: What the system said.
    """

    def __init__(self, error: BaseException | None = None) -> None:
        reason = f": {say_reason(error)}" if isinstance(error, OSError) else ""
        super().__init__(
            f"The audit log could not be written{reason}. So it was not done.",
            hint="Free space, or ask who administers this computer. Then do it again.",
        )


class BusyLogError(AuditError):
    """Another process of the same account holds the log for too long."""

    def __init__(self) -> None:
        super().__init__(
            "Something else is using the audit log and does not end, so this was not done.",
            hint="Do it again. If it stays so, end other windows and commands of this application.",
        )


class BrokenLogError(AuditError):
    """A log is not as its last record left it, so nothing more is written to it.

    Args:
        what: What is wrong, to stand after “The audit log” in a sentence.
    """

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The audit log {what}. Nothing more is recorded in it, so it was not done.",
            hint="Tell your auditor. When they have a copy of its folder, an administrator moves "
            "the folder away, and a new log begins.",
        )


class UnreadableLogError(AuditError):
    """A log cannot be read.

    Args:
        error: What the system said.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The audit log cannot be read: {say_reason(error)}.",
            hint="Ask who administers this computer for a copy of its folder.",
        )


class NoLogError(AuditError):
    """There is no log in a folder."""

    def __init__(self) -> None:
        super().__init__(
            "There is no audit log in this folder.", hint="Name another one with --folder."
        )


class NotAnAnchorError(AuditError):
    """A text is not an anchor; wrong usage."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__(
            "That is not an anchor of an audit log.",
            hint="Copy it whole; it looks like 1a2b3c4d-17-0A1B2-C3D4E-5F6G7-H8J9K.",
        )
