"""The systemd unit that `bin/stoep service` prints."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from unittest import TestCase

from config.environment import ROOT
from stoep.kernel.supervisor import GRACE_SECONDS
from tests.test_command import stoep


class ServiceTests(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.here = Path(folder.name)

    def unit(self, *options: str, **settings: str) -> dict[str, str]:
        """Return the lines of a unit by their names; it is written beside for who wants to read all of it."""
        done = stoep("service", *options, cwd=self.here, **settings)
        self.assertEqual(done.returncode, 0, done.stderr)
        (self.here / "stoep.service").write_text(done.stdout)
        self.assertIn("systemctl enable --now stoep", done.stderr)
        return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line and line[0] not in "#")

    def test_it_serves_this_clone_with_these_options(self) -> None:
        unit = self.unit("--data", "here", "--site", "https://stoep.example.nl", "--port", "8101", "--user", "anna")
        command = f"{ROOT}/bin/stoep serve --data {self.here}/here --port 8101 --site https://stoep.example.nl"
        self.assertEqual((unit["ExecStart"], unit["User"]), (command, "anna"))
        self.assertEqual(unit["ReadWritePaths"], f"{self.here}/here {ROOT}/static {ROOT}/locale")
        self.assertEqual(list(self.here.iterdir()), [self.here / "stoep.service"])

    def test_it_may_do_little_else(self) -> None:
        unit = self.unit()
        for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectKernelTunables", "RestrictNamespaces"):
            self.assertEqual(unit[name], "yes", name)
        self.assertEqual((unit["ProtectSystem"], unit["UMask"], unit["Restart"]), ("strict", "0077", "always"))
        self.assertEqual(unit["CapabilityBoundingSet"], "")
        self.assertGreater(int(unit["TimeoutStopSec"]), GRACE_SECONDS)

    def test_its_own_certificate_on_the_usual_port_needs_one_right(self) -> None:
        unit = self.unit("--port", "443", "--cert", "cert.pem", "--key", "key.pem")
        self.assertIn(f"--cert {self.here}/cert.pem --key {self.here}/key.pem", unit["ExecStart"])
        self.assertEqual(unit["AmbientCapabilities"], "CAP_NET_BIND_SERVICE")

    def test_a_folder_with_a_blank_or_a_sign_is_one_word(self) -> None:
        unit = self.unit("--data", 'our "100%" folder')
        self.assertIn(f'--data "{self.here}/our \\"100%%\\" folder"', unit["ExecStart"])

    def test_wrong_options_make_no_unit(self) -> None:
        for options, code in ((("--site", "x"), 2), (("--user", "a\nb"), 2), (("--demo",), 2), (("--cert", "c"), 2)):
            done = stoep("service", *options, cwd=self.here)
            self.assertEqual((done.returncode, done.stdout), (code, ""), options)

    def test_systemd_takes_it(self) -> None:
        if shutil.which("systemd-analyze") is None:
            return
        for options in ((), ("--data", "our 100% folder", "--port", "443", "--cert", "c", "--key", "k")):
            self.unit(*options)
            command = ["systemd-analyze", "verify", str(self.here / "stoep.service")]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
