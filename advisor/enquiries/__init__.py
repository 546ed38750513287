"""Enquiries at a ROCC's desk: who asks what, the advice for their clearance, what became of it."""

from advisor.enquiries.enquiry import Enquiry, NoteMade, Status, Unmet
from advisor.enquiries.errors import EnquiryError
from advisor.enquiries.tray import Tray

__all__ = ["Enquiry", "EnquiryError", "NoteMade", "Status", "Tray", "Unmet"]
