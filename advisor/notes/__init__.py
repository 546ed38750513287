"""Advice that leaves the screen: notes for a clearance, their receipts, as HTML and as text."""

from advisor.notes.errors import NoteError
from advisor.notes.making import Note, Wanted, make_note
from advisor.notes.recipe import OwnWords
from advisor.notes.verifying import Verification, verify_note

__all__ = ["Note", "NoteError", "OwnWords", "Verification", "Wanted", "make_note", "verify_note"]
