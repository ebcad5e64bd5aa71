"""A real Neo4j for the tests: the one that NEO4J_URI names, or Community 5.26 from Maven Central, started here.

The jars are fetched once into `.cache/` (`tests/neo4j/pom.xml` pins the version); the server lives in a temporary
folder, on free ports of 127.0.0.1, and ends with the test run.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from kg.questions.connection import Connection
from kg.questions.neo4j import open_driver

ROOT = Path(__file__).parent.parent
POM = ROOT / "tests" / "neo4j" / "pom.xml"
JARS = ROOT / ".cache" / "neo4j-5.26.30"
USER = "neo4j"
PASSWORD = "only-for-tests"  # noqa: S105 - the server is thrown away and listens on 127.0.0.1 alone
START_SECONDS = 120
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
SETTINGS = """\
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
dbms.security.auth_minimum_password_length=8
"""


class Server(NamedTuple):
    """Where a Neo4j answers, and as whom."""

    uri: str
    user: str
    password: str


@contextmanager
def run_server() -> Iterator[Server]:
    """A server for as long as the block runs; the test is skipped when there is no Java, and fails in CI."""
    if uri := os.environ.get("NEO4J_URI"):
        server = Server(uri, os.environ.get("NEO4J_USER", USER), os.environ.get("NEO4J_PASSWORD", ""))
        check_empty(server)
        yield server
        wipe(server)
        drop_schema(connect(server))
        return
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            give_up(f"{tool} is missing: install openjdk-17-jre-headless and maven, or set NEO4J_URI to a server")
    jars = fetch_jars()
    with tempfile.TemporaryDirectory(prefix="kg-neo4j-", ignore_cleanup_errors=True) as home:
        yield from start_server(jars, Path(home))


def check_empty(server: Server) -> None:
    """Fail unless the database is empty: the tests wipe it."""
    with open_driver(connect(server)) as driver:
        found = driver.execute_query("MATCH (n) RETURN count(n)").records[0][0]
    if found:
        pytest.fail(f"{server.uri} holds {found} nodes, and the tests wipe it: unset NEO4J_URI, or give an empty one")


def wipe(server: Server) -> None:
    """Delete all data; constraints and indexes stay, as making them takes long."""
    with open_driver(connect(server)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


def drop_schema(connection: Connection) -> None:
    """Delete all constraints and indexes."""
    with open_driver(connection) as driver:
        for kind, query in (
            ("CONSTRAINT", "SHOW CONSTRAINTS YIELD name"),
            ("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"),
        ):
            for record in driver.execute_query(query).records:
                driver.execute_query(f"DROP {kind} `{record['name']}`")


def connect(server: Server) -> Connection:
    """The server as kg's commands and functions take it."""
    return Connection(uri=server.uri, user=server.user, password=server.password)


def give_up(why: str) -> None:
    """Skip what needs the server; in CI, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"no Neo4j: {why}", pytrace=False)
    pytest.skip(f"no Neo4j: {why}")


def fetch_jars() -> Path:
    """The folder with the server's jars, fetched by Maven the first time, by one process at a time."""
    JARS.parent.mkdir(exist_ok=True)
    with (JARS.parent / "neo4j.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not JARS.is_dir():
            with tempfile.TemporaryDirectory(dir=JARS.parent) as folder:
                copy_dependencies(Path(folder) / "jars")
                (Path(folder) / "jars").rename(JARS)
    return JARS


def copy_dependencies(folder: Path) -> None:
    """Have Maven put all jars of the pinned server into a folder; two share a file name, so the group is prefixed."""
    command = ["mvn", "-B", "-q", "-f", str(POM), "dependency:copy-dependencies"]
    options = ["-Dmdep.prependGroupId=true", f"-DoutputDirectory={folder}"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        give_up(f"Maven could not fetch the server:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def start_server(jars: Path, home: Path) -> Iterator[Server]:
    """Start the server in an empty folder, give it once Bolt answers, and stop it."""
    port = find_free_port()
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(SETTINGS.format(bolt=port), encoding="utf-8")
    with (home / "console.log").open("w") as console:
        process = subprocess.Popen(java_command(jars, home), stdout=console, stderr=subprocess.STDOUT, cwd=home)
        try:
            server = Server(f"bolt://127.0.0.1:{port}", USER, PASSWORD)
            wait_until_ready(server, process, home)
            yield server
        finally:
            stop(process)


def java_command(jars: Path, home: Path) -> list[str]:
    """The command line of a small server."""
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    machine = ["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]  # quick to start, not to run
    main = ["org.neo4j.server.CommunityEntryPoint", f"--home-dir={home}", f"--config-dir={home / 'conf'}"]
    return ["java", *machine, *opens, "-cp", f"{jars}/*", *main]


def find_free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_ready(server: Server, process: subprocess.Popen[bytes], home: Path) -> None:
    """Return when the server has taken its first password; fail with its log when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not set_first_password(server):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"Neo4j did not start:\n{(home / 'console.log').read_text()[-3000:]}", pytrace=False)
        time.sleep(0.3)


def set_first_password(server: Server) -> bool:
    """Whether the server answers and took the password; a fresh server allows nothing before that."""
    host, port = server.uri.removeprefix("bolt://").split(":")
    with socket.socket() as probe:
        if probe.connect_ex((host, int(port))):
            return False
    try:
        with GraphDatabase.driver(server.uri, auth=(server.user, "neo4j")) as driver:
            driver.execute_query(
                "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", old="neo4j", new=PASSWORD, database_="system"
            )
    except (DriverError, Neo4jError):
        return False
    return True


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server at once; what it holds is thrown away."""
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A Neo4j that answers, for the whole test run."""
    with run_server() as server:
        yield server


@pytest.fixture
def empty_neo4j(neo4j_server: Server) -> Connection:
    """A Neo4j with nothing in it."""
    wipe(neo4j_server)
    return connect(neo4j_server)
