"""Enquiries in the window of a signed-in reader: the list, one enquiry, the last look at a note."""
