"""Runs a command with STOEP_DATABASE set to a private PostgreSQL: python -m tools.with_postgres COMMAND …

Tests that run side by side have a server each (STOEP_DATABASE_GW1 for the second): what is settled is asked of a whole
server, so an open transaction of one test would hold up the facts of another.
"""

from __future__ import annotations

import os
import subprocess
import sys

from tools.postgres import running_postgres

if __name__ == "__main__":
    with running_postgres() as first, running_postgres() as second:
        environment = {**os.environ, "STOEP_DATABASE": first, "STOEP_DATABASE_GW1": second}
        done = subprocess.run(sys.argv[1:], env=environment, check=False)
    sys.exit(done.returncode)
