"""Groups of things that were judged to be one: a union-find over their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Clusters:
    """Disjoint groups of ids; the groups don't depend on the order of `join` calls."""

    def __init__(self, items: Iterable[str] = ()) -> None:
        self._parent = {item: item for item in items}

    def find(self, item: str) -> str:
        """The representative of the item's group; an item never seen stands alone."""
        self._parent.setdefault(item, item)
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def join(self, left: str, right: str) -> None:
        """Make the groups of two items one."""
        low, high = sorted((self.find(left), self.find(right)))
        self._parent[high] = low

    def groups(self) -> list[list[str]]:
        """All groups, each sorted, in the order of their first items."""
        by_root: defaultdict[str, list[str]] = defaultdict(list)
        for item in self._parent:
            by_root[self.find(item)].append(item)
        return sorted(sorted(group) for group in by_root.values())
