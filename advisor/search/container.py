"""The envelope of a segment: magic, version, checksum, and a row of blocks.

A block is a table of strings or an array of 32-bit numbers; which, is for the
reader of the block to know. Everything is little-endian.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from advisor.search.errors import SegmentError

Numbers: TypeAlias = "array[int]"  # array takes no parameter at run time before 3.12

MAGIC = b"\x89ADVSEG\n"
VERSION = 1
_BYTES = 4
_CODE = next(code for code in "IL" if array(code).itemsize == _BYTES)
_HEADER = struct.Struct("<8sIIII")
_SEPARATOR = "\x00"


@dataclass(frozen=True, slots=True)
class Block:
    """The bytes of one block, not yet trusted to be what is expected.

    Attributes:
        count: How many strings or numbers it says it holds.
        content: Its bytes.
    """

    count: int
    content: bytes

    def to_strings(self) -> tuple[str, ...]:
        """Read it as a table of strings.

        Raises:
            SegmentError: It is not one.
        """
        try:
            text = self.content.decode()
        except UnicodeDecodeError:
            raise SegmentError("its words are not UTF-8") from None
        strings = tuple(text.split(_SEPARATOR)) if self.count else ()
        if len(strings) != self.count or (text and not self.count):
            raise SegmentError("a table of words has the wrong length")
        return strings

    def to_numbers(self) -> Numbers:
        """Read it as an array of numbers.

        Raises:
            SegmentError: It is not one.
        """
        if len(self.content) != _BYTES * self.count:
            raise SegmentError("a table of numbers has the wrong length")
        numbers = array(_CODE)
        numbers.frombytes(self.content)
        return _little_endian(numbers)


def numbers(values: Sequence[int] = ()) -> Numbers:
    """Return an array of 32-bit numbers."""
    return array(_CODE, values)


def pack(blocks: Sequence[Sequence[str] | Numbers]) -> bytes:
    """Put blocks into an envelope.

    Raises:
        ValueError: A string holds the character that separates strings.
    """
    contents = [_content(block) for block in blocks]
    sizes = numbers(
        [
            size
            for block, content in zip(blocks, contents, strict=True)
            for size in (len(block), len(content))
        ]
    )
    body = _little_endian(sizes).tobytes() + b"".join(contents)
    unsigned = _HEADER.pack(MAGIC, VERSION, len(blocks), len(body), 0)
    return _HEADER.pack(MAGIC, VERSION, len(blocks), len(body), _checksum(unsigned, body)) + body


def unpack(untrusted: bytes) -> list[Block]:
    """Take the blocks out of an envelope.

    Raises:
        SegmentError: It is cut off, altered, of a later version or not an envelope.
    """
    if len(untrusted) < _HEADER.size or not untrusted.startswith(MAGIC):
        raise SegmentError("it is not a search segment")
    _, version, count, length, checksum = _HEADER.unpack_from(untrusted)
    if version != VERSION:
        raise SegmentError("it was made by another version of the advisor")
    body = memoryview(untrusted)[_HEADER.size :]
    unsigned = _HEADER.pack(MAGIC, version, count, length, 0)
    if len(body) != length or _checksum(unsigned, body) != checksum:
        raise SegmentError("it is cut off or altered")
    return _blocks(body, count)


def _blocks(body: memoryview, count: int) -> list[Block]:
    directory = 2 * _BYTES * count
    sizes = Block(2 * count, bytes(body[:directory])).to_numbers()
    ends = list(accumulate(sizes[1::2], initial=directory))
    if ends[-1] != len(body):
        raise SegmentError("its parts do not add up")
    return [
        Block(held, bytes(body[start:end]))
        for held, start, end in zip(sizes[::2], ends, ends[1:], strict=False)
    ]


def _content(block: Sequence[str] | Numbers) -> bytes:
    if isinstance(block, array):
        return _little_endian(numbers(block)).tobytes()
    if any(_SEPARATOR in text for text in block):
        raise ValueError("a NUL character cannot be stored")
    return _SEPARATOR.join(block).encode()


def _checksum(header: bytes, body: bytes | memoryview) -> int:
    return zlib.crc32(body, zlib.crc32(header))


def _little_endian(values: Numbers) -> Numbers:
    if sys.byteorder == "big":
        values.byteswap()
    return values
