"""The environment of all tests, made before the settings are read: a pytest plugin, as a conftest comes too late.

A private data folder, no fsync, and on PostgreSQL a server for each of the processes that run tests.
"""

import os
import tempfile

os.environ["STOEP_DATA"] = tempfile.mkdtemp(prefix="stoep-test-")
os.environ.setdefault("STOEP_SYNCHRONOUS", "OFF")
os.environ.pop("STOEP_SITE", None)
if os.environ.get("PYTEST_XDIST_WORKER") == "gw1" and "STOEP_DATABASE_GW1" in os.environ:
    os.environ["STOEP_DATABASE"] = os.environ["STOEP_DATABASE_GW1"]
