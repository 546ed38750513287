"""The failures that are told to the reader; anything else is a bug."""

from __future__ import annotations


class AdvisorError(Exception):
    """Base of everything that is raised on purpose.

    The message is for the reader: what happened, in one sentence, without the
    text of any entry. ``hint`` says what to do next. ``exit_code`` is what the
    command line returns.

    Attributes:
        message: One sentence saying what happened.
        hint: What the reader can do next, or ``None``.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def say_reason(error: OSError) -> str:
    """Return why the system refused something, to stand at the end of a sentence of ours."""
    return (error.strerror or "unknown reason").lower()


class UsageError(AdvisorError):
    """What was asked cannot be understood: a wrong name, value or combination."""

    exit_code = 2


class CancelledError(AdvisorError):
    """The reader cancelled the work; nothing was changed."""


class NoSuchEntryError(AdvisorError):
    """There is no such entry for this reader.

    Not there and not for you are the same error, made by the same line, so the
    message takes nothing but what the reader typed and names they can read.

    Args:
        typed: The id as the reader gave it.
        nearest: Readable ids that look like it, best first.
    """

    def __init__(self, typed: str, nearest: tuple[str, ...] = ()) -> None:
        hint = "Your ROCC knows what exists, including what is not listed here."
        if nearest:
            hint = f"Nearest names: {', '.join(nearest)}. {hint}"
        super().__init__(f"There is no entry “{typed[:80]}”.", hint=hint)


class SignInRequiredError(AdvisorError):
    """The site's policy lets nobody read who has not signed in."""

    def __init__(self) -> None:
        super().__init__(
            "This site requires you to sign in.",
            hint="Sign in with your identity file. Where a life is at risk, ring 999 first.",
        )


class NotGrantedError(AdvisorError):
    """The site's policy requires an identity that the site knows."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody has granted this identity anything at this site, which requires that.",
            hint="Ask whoever administers your site. Where a life is at risk, ring 999 first.",
        )
