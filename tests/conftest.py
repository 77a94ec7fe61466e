"""What the tests against a real server share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.scene import Scene, build_scene


@pytest.fixture(scope="session")
def is_long() -> bool:
    """Say whether the full numbers are asked for (STOEP_LONG=1)."""
    return os.environ.get("STOEP_LONG") == "1"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """The small company in a SQLite data folder of its own."""
    return build_scene(tmp_path / "data")
