"""What is told about enquiries."""

from __future__ import annotations

from advisor.errors import AdvisorError


class EnquiryError(AdvisorError):
    """An enquiry cannot be kept, changed or answered so."""
