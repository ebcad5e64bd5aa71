"""Which articles came already: 16 bytes of memory an article, twice that at worst."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import Literal

Verdict = Literal["new", "same", "different"]


class SeenIds:
    """A table of ids with a hash of what came under each; open addressing, as a dict takes ten times the memory."""

    def __init__(self) -> None:
        """Make an empty table."""
        self._count = 0
        self._keys, self._contents = _slots(1024), _slots(1024)

    def add(self, id_: str, content: bytes) -> Verdict:
        """Whether the id is new, or came before with the same content, or with another.

        Args:
            id_: an article's id.
            content: its bytes.
        """
        key, digest = _digest(id_.encode("utf-8", "surrogatepass")), _digest(content)
        slot = self._find(key)
        if self._keys[slot] == key:
            return "same" if self._contents[slot] == digest else "different"
        self._keys[slot], self._contents[slot] = key, digest
        self._count += 1
        if 2 * self._count > len(self._keys):
            self._grow()
        return "new"

    def _find(self, key: int) -> int:
        mask = len(self._keys) - 1
        slot = key & mask
        while self._keys[slot] not in (0, key):
            slot = (slot + 1) & mask
        return slot

    def _grow(self) -> None:
        old = zip(self._keys, self._contents, strict=True)
        self._keys, self._contents = _slots(2 * len(self._keys)), _slots(2 * len(self._contents))
        for key, digest in old:
            if key:
                slot = self._find(key)
                self._keys[slot], self._contents[slot] = key, digest


def _slots(size: int) -> array[int]:
    return array("Q", bytes(8 * size))


def _digest(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little") or 1
