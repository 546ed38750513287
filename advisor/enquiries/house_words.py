"""The words that the program itself writes into notes: labels, headings, months.

They are read from the constants of the code that makes notes, so that none is forgotten when
that changes. What only explains code is left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any, Final

from advisor.enquiries.vocabulary import words_of

#: Parts of the program whose wording a note is made of.
_WRITERS: Final = ("advisor.notes", "advisor.advice", "advisor.catalogue", "advisor.session")
_LISTS: Final = (list, tuple, set, frozenset)


def house_words() -> frozenset[str]:
    """Return the words that the program itself writes into notes."""
    return _words_in(tuple(sorted(name for name in sys.modules if name.startswith(_WRITERS))))


@cache
def _words_in(modules: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for name in modules:
        for text in _texts(vars(sys.modules[name]), name, set()):
            found.update(words_of(text))
    return frozenset(found)


def _texts(data: Any, module: str, seen: set[int]) -> Iterator[str]:
    """Yield the texts that stand in what a module defines."""
    if id(data) in seen:
        return
    seen.add(id(data))
    if isinstance(data, str):
        yield data
    elif isinstance(data, FunctionType):
        yield from _in_code(data.__code__, data.__doc__) if data.__module__ == module else ()
    else:
        for part in _parts(data, module):
            yield from _texts(part, module, seen)


def _parts(data: Any, module: str) -> Iterator[Any]:
    """Yield what something is made of, where that can hold texts."""
    if isinstance(data, dict):
        yield from (part for key in data if key != "__doc__" for part in (key, data[key]))
    elif isinstance(data, _LISTS):
        yield from data
    elif isinstance(data, type) and data.__module__ == module:
        yield dict(vars(data))
    elif isinstance(data, property):
        yield data.fget
    elif isinstance(data, classmethod | staticmethod):
        yield data.__func__


def _in_code(code: CodeType, explanation: str | None) -> Iterator[str]:
    for value in code.co_consts:
        if isinstance(value, CodeType):
            yield from _in_code(value, None)
        elif isinstance(value, str) and value != explanation:
            yield value
        elif isinstance(value, tuple | frozenset):
            yield from (text for text in value if isinstance(text, str))
