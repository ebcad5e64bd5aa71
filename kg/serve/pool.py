"""The server's side of answering queries: keeps a keeper of the newest graph, and asks it."""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path

import msgspec

from kg.errors import KgError, SinkError
from kg.graph.store import FILE_NAME
from kg.serve.messages import Ask, Ready, Reply, Summary
from kg.serve.settings import Settings

#: how often the graph's file is looked at
LOOK_SECONDS = 0.5
_AFTER_FAULT = 2.0
#: how much longer than a query may take the server waits for a sign of it
_PATIENCE = 10.0
_PIECE = 65_536
#: an answer of more bytes waits for its client in a file
_IN_MEMORY = 2**20

_log = logging.getLogger("kg.serve")

Stamp = tuple[tuple[int, int, int], ...]


class GivenUpError(KgError):
    """A query that was given up: it took too long or too much, or others were before it."""


class Keeper:
    """A process that holds a graph, and whose children answer queries."""

    def __init__(self, process: asyncio.subprocess.Process, address: Path, summary: Summary) -> None:
        self._process, self._address, self.summary = process, address, summary

    @property
    def alive(self) -> bool:
        """Whether it still answers."""
        return self._process.returncode is None

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A line to the next child that is free.

        Raises:
            GivenUpError: the keeper has ended.
        """
        try:
            return await asyncio.open_unix_connection(self._address, limit=_PIECE)
        except OSError as error:
            raise GivenUpError("the graph is being loaded; ask again in a moment") from error

    async def stop(self) -> None:
        """Let it end; queries that are being worked on are finished by its children."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        await self._process.wait()


class Answer:
    """What comes back from a query: the reply, and its bytes, in a file when they are many."""

    def __init__(self, reply: Reply) -> None:
        self.reply, self._file = reply, tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when read

    async def fetch(self, reader: asyncio.StreamReader) -> None:
        """Take the bytes over from the child, so that it is free for the next query, however slow the client is."""
        size = 0
        while piece := await reader.read(_PIECE):
            size += self._file.write(piece)
        if size != self.reply.length:
            raise GivenUpError("the answer broke off; ask again")
        self._file.seek(0)

    async def iter_bytes(self) -> AsyncIterator[bytes]:
        """The bytes, in pieces."""
        with self._file:
            while piece := self._file.read(_PIECE):
                yield piece

    async def read(self) -> bytes:
        """All bytes."""
        return b"".join([piece async for piece in self.iter_bytes()])


class Pool:
    """Answers queries on the newest graph of a folder.

    Args:
        settings: the folder, and the bounds of a query.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free = asyncio.Semaphore(settings.at_once)
        self._numbers = count(1)
        self._sockets = Path()
        self._keeper: Keeper | None = None
        self._stamp: Stamp = ()
        #: when the graph that is served was built, in seconds since 1970
        self.modified = 0.0

    @property
    def summary(self) -> Summary:
        """What the graph holds."""
        if self._keeper is None:
            raise GivenUpError("the graph is being loaded; ask again in a moment")
        return self._keeper.summary

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Answer queries for as long as the block runs.

        Raises:
            SinkError: the graph can't be loaded.
        """
        with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
            self._sockets = Path(folder)
            await self._load()
            watching = asyncio.create_task(self._watch())
            try:
                yield
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching
                if self._keeper is not None:
                    await self._keeper.stop()

    async def ask(self, ask: Ask, left: asyncio.Task[None] | None = None) -> Answer:
        """The answer to a query.

        Args:
            ask: the query.
            left: is done when the client hangs up; the query is ended then.

        Raises:
            GivenUpError: it took too long or too much memory, or waited too long for its turn.
            asyncio.CancelledError: the client has hung up.
        """
        try:
            await asyncio.wait_for(self._free.acquire(), ask.seconds)
        except TimeoutError:
            raise GivenUpError(f"others' queries took all of {ask.seconds:g} s; ask again later") from None
        try:
            return await self._ask_keeper(ask, left)
        finally:
            self._free.release()

    async def _ask_keeper(self, ask: Ask, left: asyncio.Task[None] | None) -> Answer:
        if self._keeper is None:
            raise GivenUpError("the graph is being loaded; ask again in a moment")
        reader, writer = await self._keeper.connect()
        try:
            begun = time.monotonic()  # before the child's alarm clock is set, so that it is never late
            writer.write(msgspec.json.encode(ask) + b"\n")
            line = await _wait_for_line(reader, left, ask.seconds + _PATIENCE)
            if not line:
                raise GivenUpError(_explain_end(ask, time.monotonic() - begun))
            answer = Answer(msgspec.json.decode(line, type=Reply))
            await answer.fetch(reader)
            return answer
        finally:
            writer.close()

    async def _watch(self) -> None:
        """Load the graph again whenever its file is another; the old one answers until the new one is there."""
        told = ""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            fresh = read_stamp(self._settings.folder)
            if fresh and (fresh != self._stamp or self._keeper is None or not self._keeper.alive):
                try:
                    await self._load()
                    told = ""
                except SinkError as error:
                    if told != str(error):
                        _log.warning("%s; the graph as it was is served on", error)
                    told, self._stamp = str(error), ()  # tried again: it may be whole in a moment
                    await asyncio.sleep(_AFTER_FAULT)

    async def _load(self) -> None:
        self._stamp = read_stamp(self._settings.folder)
        old, self._keeper = self._keeper, await self._start_keeper()
        self.modified = max((nanoseconds for _, nanoseconds, _ in self._stamp), default=0) / 1e9
        if old is not None:
            await old.stop()
            _log.warning("the graph has changed: %s triples", f"{self._keeper.summary.triples:,}")

    async def _start_keeper(self) -> Keeper:
        address = self._sockets / f"{next(self._numbers)}.sock"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "kg.serve.keeper"),
            *(str(self._settings.folder), self._settings.root, str(address), str(self._settings.at_once)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the server, which then lets its keeper end
            limit=2**20,
        )
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        line = await process.stdout.readline()
        ready = msgspec.json.decode(line, type=Ready) if line else Ready(error="the process that holds it has ended")
        if ready.summary is None:
            raise SinkError(f"{self._settings.folder}: the graph can't be loaded: {ready.error}")
        return Keeper(process, address, ready.summary)


async def _wait_for_line(reader: asyncio.StreamReader, left: asyncio.Task[None] | None, seconds: float) -> bytes:
    """The first line, or nothing when the child ends without one."""
    line = asyncio.ensure_future(reader.readline())
    waiting = {line} if left is None else {line, left}
    try:
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if line.done():
            with suppress(ConnectionError):
                return line.result()
        elif left is not None and left.done():
            raise asyncio.CancelledError
        return b""
    finally:
        line.cancel()


def _explain_end(ask: Ask, seconds: float) -> str:
    if seconds >= ask.seconds:
        return f"the query took more than {ask.seconds:g} s; ask for less"
    return f"the query needs more than {ask.megabytes} MB of memory, or nests too deeply; ask for less, or add a LIMIT"


def read_stamp(folder: Path) -> Stamp:
    """What tells a graph from another one in the same folder; nothing when there is none."""
    path = folder / FILE_NAME
    stamps = []
    for file in (path, path.with_name(f"{FILE_NAME}-wal")):
        with suppress(OSError):
            status = file.stat()
            stamps.append((status.st_ino, status.st_mtime_ns, status.st_size))
    return tuple(stamps)
