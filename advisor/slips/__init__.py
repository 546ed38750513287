"""Slips: what a reader says is wrong with a line of an entry, for whoever keeps the catalogue.

``docs/formats/slip.md`` describes the file and the code that can be read out instead.
"""

from advisor.slips.code import Code, parse_code, spell
from advisor.slips.errors import SlipError
from advisor.slips.line import Line, entry_lines, find_line
from advisor.slips.reading import Finding, Standing, find_files, find_said, read_slip
from advisor.slips.slip import (
    Said,
    Slip,
    choose_marking,
    make_slip,
    markings_for,
    say_slip,
    verify_may_be_written,
    write_slip,
)

__all__ = [
    "Code",
    "Finding",
    "Line",
    "Said",
    "Slip",
    "SlipError",
    "Standing",
    "choose_marking",
    "entry_lines",
    "find_files",
    "find_line",
    "find_said",
    "make_slip",
    "markings_for",
    "parse_code",
    "read_slip",
    "say_slip",
    "spell",
    "verify_may_be_written",
    "write_slip",
]
