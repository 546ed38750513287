"""Everything that an object holds, all the way down, in one form for equal contents."""

from __future__ import annotations

import types
from array import array
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

_CODE = (type, types.ModuleType, types.BuiltinFunctionType)


def image_of(root: object) -> list[str]:
    """Return a line for everything that an object holds and that those hold in turn.

    An object that is held twice is told once; its second line names the first.
    """
    return list(_Walk().lines("", root))


class _Walk:
    def __init__(self) -> None:
        self._seen: dict[int, tuple[str, object]] = {}  # kept, so that no id is used again

    def lines(self, path: str, value: Any) -> Iterator[str]:
        """Yield the lines of a value that is found at a path."""
        if isinstance(value, (memoryview, array)):
            value = bytes(value)
        held = None if isinstance(value, _CODE) else _held(value)
        if held is None:
            yield f"{path} {_name(value)}"
        elif id(value) in self._seen:
            yield f"{path} as {self._seen[id(value)][0]}"
        else:
            self._seen[id(value)] = (path, value)
            yield f"{path} {type(value).__qualname__}"
            for name, part in held:
                yield from self.lines(f"{path}.{name}", part)


def _name(value: Any) -> str:
    """Return a value that holds nothing else, or code by its name."""
    if isinstance(value, (*_CODE, types.FunctionType)):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    plain = type(value).__repr__ is not object.__repr__
    return repr(value) if plain else type(value).__qualname__


def _held(value: Any) -> list[tuple[Any, Any]] | None:
    """Return what a value holds, by name; ``None`` where it holds nothing."""
    if isinstance(value, Mapping):
        # The order as well: it decides what is shown first.
        return list(enumerate(value.items()))
    if isinstance(value, AbstractSet):
        return list(enumerate(sorted(value, key=repr)))
    if isinstance(value, (list, tuple)):
        return list(enumerate(value))
    if isinstance(value, types.FunctionType):
        return [(n, cell.cell_contents) for n, cell in enumerate(value.__closure__ or ())] or None
    if isinstance(value, types.MethodType):
        return [("function", value.__func__), ("self", value.__self__)]
    return _fields(value) or None


def _fields(value: Any) -> list[tuple[Any, Any]]:
    slots = [
        name
        for kind in type(value).__mro__
        for name in _listed(vars(kind).get("__slots__", ()))
        if name not in {"__dict__", "__weakref__"} and hasattr(value, name)
    ]
    call = ("func", "args", "keywords") if isinstance(value, partial) else ()
    names = dict.fromkeys([*getattr(value, "__struct_fields__", ()), *slots, *call])
    return [
        *((name, getattr(value, name)) for name in names),
        *getattr(value, "__dict__", {}).items(),
    ]


def _listed(slots: Any) -> tuple[str, ...]:
    return (slots,) if isinstance(slots, str) else tuple(slots)
