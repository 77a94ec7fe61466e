"""What all tests share: which of them belong to this run."""

import os


def pytest_collection_modifyitems(config, items):  # type: ignore[no-untyped-def]
    """Leave out what is not part of this run: it is counted as deselected, never as passed."""
    is_long, is_postgres = os.environ.get("STOEP_LONG") == "1", bool(os.environ.get("STOEP_DATABASE"))

    def belongs(item):  # type: ignore[no-untyped-def]
        about_sqlite = item.get_closest_marker("sqlite") or "scene" in getattr(item, "fixturenames", ())
        return not (item.get_closest_marker("long") and not is_long) and not (about_sqlite and is_postgres)

    config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
    items[:] = [item for item in items if belongs(item)]


def pytest_sessionfinish(session, exitstatus):  # type: ignore[no-untyped-def]
    """In CI nothing may be skipped: a test that could not run there has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = 1
