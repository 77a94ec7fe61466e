"""Runs a command with STOEP_DATABASE set to a private PostgreSQL: python -m tools.with_postgres COMMAND …"""

from __future__ import annotations

import os
import subprocess
import sys

from tools.postgres import running_postgres

if __name__ == "__main__":
    with running_postgres() as address:
        done = subprocess.run(sys.argv[1:], env={**os.environ, "STOEP_DATABASE": address}, check=False)
    sys.exit(done.returncode)
