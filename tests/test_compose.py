"""docker-compose.yml, as far as it can be checked where there is no Docker."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.neo4j_server import POM

TEXT = (ROOT / "docker-compose.yml").read_text("utf-8")


@pytest.fixture
def service() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(TEXT)["services"]["neo4j"]
    return found


def test_image_is_the_community_server_that_the_tests_start(service: dict[str, Any]) -> None:
    tested = re.search(r"<artifactId>neo4j</artifactId>\s*<version>(\d+\.\d+)\.\d+<", POM.read_text("utf-8"))
    assert tested is not None
    assert service["image"] == f"neo4j:{tested[1]}-community"


def test_password_comes_from_the_environment_or_nothing_starts(service: dict[str, Any]) -> None:
    assert re.fullmatch(r"neo4j/\$\{NEO4J_PASSWORD:\?[^}]+\}", service["environment"]["NEO4J_AUTH"])
    assert not re.search(r"\$\{NEO4J_(PASSWORD|AUTH)(:?-|\})", TEXT), "a password by default, or none"
    assert "NEO4J_PASSWORD" not in service["environment"], "the image takes it for a setting and does not start"


def test_data_and_logs_are_kept(service: dict[str, Any]) -> None:
    volumes = dict(volume.split(":") for volume in service["volumes"])
    assert volumes == {"neo4j-data": "/data", "neo4j-logs": "/logs"}
    assert set(yaml.safe_load(TEXT)["volumes"]) == set(volumes)


def test_health_is_asked_over_bolt(service: dict[str, Any]) -> None:
    check = service["healthcheck"]
    assert check["test"][0] == "CMD-SHELL"
    assert "cypher-shell" in check["test"][1]
    assert "$${NEO4J_AUTH#neo4j/}" in check["test"][1], "one $ would be filled in by Compose, outside the container"
    assert {"interval", "timeout", "retries", "start_period"} <= set(check)


def test_only_this_machine_is_served(service: dict[str, Any]) -> None:
    assert sorted(service["ports"]) == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]


def test_settings_are_in_the_image_s_spelling(service: dict[str, Any]) -> None:
    settings = {name for name in service["environment"] if name != "NEO4J_AUTH"}
    assert all(re.fullmatch(r"NEO4J_(server|dbms)(_[a-z]+(__[a-z]+)*)+", name) for name in settings), settings
