"""What went wrong on the way, said once each as it happens, so that everything else carries on."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TextIO

from kg.errors import InputError

#: As many faults are kept to be looked at; all are counted and printed.
_KEPT = 1_000


class FaultLog:
    """Collects faults and warnings of sources, printing each to standard error when it happens.

    A fault means that something was left out (a file, a line, an article) and that the command ends with exit code 1;
    a warning means that it was used, but changed or doubtful.

    Attributes:
        faults: the first thousand faults.
        warnings: the first thousand warnings.
        fault_count: how many faults there were.
        warning_count: how many warnings there were.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        """Make an empty log.

        Args:
            stream: where to print; standard error if None.
        """
        self.faults: list[InputError] = []
        self.warnings: list[str] = []
        self.fault_count = 0
        self.warning_count = 0
        self._stream = stream
        self._printed: set[int] = set()

    @property
    def failed(self) -> bool:
        """Whether there was any fault."""
        return self.fault_count > 0

    def add(self, error: InputError) -> None:
        """Count and print a fault."""
        self.fault_count += 1
        if len(self.faults) < _KEPT:
            self.faults.append(error)
        self._print(f"fault: {error}")

    def fault(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        """Count and print a fault: what is wrong and what to do next, and where."""
        self.add(InputError(message, path=path, line=line))

    def warn(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        """Count and print a warning."""
        text = str(InputError(message, path=path, line=line))
        self.warning_count += 1
        if len(self.warnings) < _KEPT:
            self.warnings.append(text)
        self._print(f"warning: {text}")

    def extend(self, errors: Iterable[InputError]) -> None:
        """Count and print several faults."""
        for error in errors:
            self.add(error)

    def note(self, message: str) -> None:
        """Print something that is neither a fault nor a warning."""
        self._print(f"note: {message}")

    def summary(self) -> str:
        """The counts in a line: "2 faults, 1 warning"."""
        return f"{_count(self.fault_count, 'fault')}, {_count(self.warning_count, 'warning')}"

    def _print(self, line: str) -> None:
        if hash(line) in self._printed:
            return
        if len(self._printed) < 100 * _KEPT:
            self._printed.add(hash(line))
        print(_as_line(line), file=self._stream or sys.stderr, flush=True)


def _as_line(text: str) -> str:
    """The text without line breaks, control characters or broken bytes, which a hostile file name might bring."""
    return "".join(char if char.isprintable() else " " for char in text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
