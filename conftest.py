"""What all tests share: a private data folder, made before the settings are read."""

import os
import tempfile

os.environ["STOEP_DATA"] = tempfile.mkdtemp(prefix="stoep-test-")
os.environ.setdefault("STOEP_SYNCHRONOUS", "OFF")
os.environ.pop("STOEP_SITE", None)
