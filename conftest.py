"""What all tests share: a private data folder, made before the settings are read."""

import os
import tempfile

os.environ["STOEP_DATA"] = tempfile.mkdtemp(prefix="stoep-test-")
os.environ.setdefault("STOEP_SYNCHRONOUS", "OFF")
os.environ.pop("STOEP_SITE", None)
if os.environ.get("PYTEST_XDIST_WORKER") == "gw1" and "STOEP_DATABASE_GW1" in os.environ:
    os.environ["STOEP_DATABASE"] = os.environ["STOEP_DATABASE_GW1"]


def pytest_collection_modifyitems(config, items):  # type: ignore[no-untyped-def]
    """Leave out what is not part of this run: it is counted as deselected, never as passed."""
    is_long, is_postgres = os.environ.get("STOEP_LONG") == "1", bool(os.environ.get("STOEP_DATABASE"))

    def belongs(item):  # type: ignore[no-untyped-def]
        about_sqlite = item.get_closest_marker("sqlite") or "scene" in getattr(item, "fixturenames", ())
        return not (item.get_closest_marker("long") and not is_long) and not (about_sqlite and is_postgres)

    config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
    items[:] = [item for item in items if belongs(item)]
