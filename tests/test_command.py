"""`bin/stoep` from where somebody stands: paths, settings, folders, help."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from unittest import TestCase, mock
from urllib.request import urlopen

import pytest

from config.environment import ROOT, VARIABLES, faults
from stoep.kernel.tests.certified import certified
from tools.served import served, set_up_link

WRONG = {
    "STOEP_WEB_PROCESSES": ("zes", "0", "-1", "31"),
    "STOEP_WEB_THREADS": ("0",),
    "STOEP_SYNCHRONOUS": ("MAYBE",),
    "STOEP_LOG_LEVEL": ("LUID",),
    "STOEP_TIME_ZONE": ("Europe/Nergens", "Europe", "../etc"),
    "STOEP_DATABASE": ("mysql://x", "postgresql://u:p@h:abc/x", "postgresql://h", "postgresql://h/x?sslmode=require"),
    "STOEP_EMAIL": ("smtp://u:p@h:abc", "nonsense"),
    "STOEP_EMAIL_FROM": ("Stoep",),
    "STOEP_PROXIES": ("x", "1", "10.0.0.0/33", "127.0.0.1;10.0.0.1", "10.0.0.1,", "0.0.0.0/0", "10.0.0.1, ::/0"),
    "STOEP_PORT": ("abc", "0", "99999"),
    "STOEP_SITE": (
        "stoep.example.nl",
        "https://",
        "https://stoep.example.nl/path",
        "ftp://stoep.example.nl",
        "https://café.nl",
    ),
    "STOEP_DEMO": ("yes",),
    "STOEP_LAN": ("yes",),
}
RIGHT = {
    "STOEP_SYNCHRONOUS": "normal",
    "STOEP_LOG_LEVEL": "warning",
    "STOEP_DATABASE": "postgresql:///stoep",
    "STOEP_EMAIL": "smtps://user:p%40ss@mail.example.nl",
    "STOEP_EMAIL_FROM": "Stoep <stoep@example.nl>",
    "STOEP_SITE": "http://192.168.1.20:8000/",
    "STOEP_DEMO": "1",
    "STOEP_LONG": "1",
    "STOEP_PROXIES": "127.0.0.1, 10.0.0.1/24,2001:db8::/64",
}


def stoep(*arguments: str, cwd: Path = ROOT, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command in folder `cwd`, with these settings and no other of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("STOEP_", "DJANGO_"))}
    command = [str(ROOT / "bin/stoep"), *arguments]
    return subprocess.run(
        command, cwd=cwd, env=kept | settings, capture_output=True, text=True, check=False, timeout=60
    )


class SettingTests(TestCase):
    def told(self, **given: str) -> list[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STOEP_")}
        with mock.patch.dict(os.environ, kept | given, clear=True):
            return faults()

    def test_each_wrong_setting_is_named_with_what_it_must_be(self) -> None:
        for name, texts in WRONG.items():
            for text in texts:
                with self.subTest(f"{name}={text}"):
                    (sentence,) = self.told(**{name: text})
                    self.assertRegex(sentence, rf"^{name} .*must be ")

    def test_what_is_right_is_taken(self) -> None:
        self.assertEqual(self.told(**RIGHT), [])
        self.assertEqual(self.told(**{variable.name: variable.default for variable in VARIABLES}), [])

    def test_what_does_not_go_together_is_told(self) -> None:
        pair = {"STOEP_CERT": "a", "STOEP_KEY": "b"}
        self.assertEqual(self.told(**pair, STOEP_SITE="https://stoep.example.nl"), [])
        for given, part in (
            ({"STOEP_CERT": "a"}, "give both"),
            ({"STOEP_KEY": "b"}, "give both"),
            ({**pair, "STOEP_SITE": "HTTP://stoep.example.nl"}, "must begin with https://"),
            ({**pair, "STOEP_LAN": "1"}, "leave STOEP_SITE and STOEP_CERT out"),
            ({"STOEP_LAN": "1", "STOEP_SITE": "http://192.168.1.20"}, "leave STOEP_SITE and STOEP_CERT out"),
        ):
            (sentence,) = self.told(**given)
            self.assertIn(part, sentence)

    def test_a_password_is_not_repeated(self) -> None:
        said = self.told(STOEP_EMAIL="smtp://u:geheim@h:abc", STOEP_DATABASE="mysql://u:geheim@h/x")
        self.assertEqual((len(said), "geheim" in str(said)), (2, False))

    def test_a_misspelt_name_is_told_with_the_nearest(self) -> None:
        self.assertEqual(self.told(STOEP_PORTT="80"), ["There is no setting STOEP_PORTT. Do you mean STOEP_PORT?"])
        self.assertNotIn("Do you mean", self.told(STOEP_QQQQ="80")[0])


@pytest.mark.sqlite
class CommandTests(TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.here = Path(folder.name)

    def refused(self, *arguments: str, code: int = 1, **settings: str) -> str:
        """Return the one sentence the command is refused with."""
        done = stoep(*arguments, cwd=self.here, **settings)
        (sentence,) = done.stderr.splitlines()
        self.assertEqual(done.returncode, code)
        return sentence

    def test_a_path_counts_from_where_somebody_stands(self) -> None:
        (self.here / "config").mkdir()
        (self.here / "config/__init__.py").write_text("raise SystemExit('another program')")
        done = stoep("migrate", "--data", "by-option", "--verbosity=0", cwd=self.here)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = stoep("tasks", cwd=self.here, STOEP_DATA="by-option")
        self.assertEqual(done.stdout, "0 tasks failed for good.\n", done.stderr)
        self.assertTrue((self.here / "by-option/stoep.sqlite3").exists())

    def test_a_wrong_setting_ends_the_command_before_it_begins(self) -> None:
        self.assertIn("STOEP_PORT (--port) must", self.refused("serve", "--port", "0", "--data", "new", code=2))
        self.assertFalse((self.here / "new").exists())

    def test_a_folder_without_a_network_is_told_and_not_made(self) -> None:
        (self.here / "empty").mkdir()
        for command in (["tasks"], ["check"], ["demo"], ["import", "list"], ["shell", "-c", "pass"]):
            with self.subTest(command):
                self.assertIn("There is no network in", self.refused(*command, "--data", "typo"))
        self.assertIn("There is no network in", self.refused("tasks", "--data", "empty"))
        self.assertEqual([path.name for path in self.here.rglob("*")], ["empty"])

    def test_a_folder_that_cannot_be_is_told(self) -> None:
        (self.here / "file").touch()
        self.assertIn("that is a file", self.refused("serve", "--data", "file"))
        self.assertIn("cannot be used: ", self.refused("serve", "--data", "/proc/none/here"))

    def test_a_certificate_that_cannot_be_used_is_told_before_anything_is_made(self) -> None:
        files = certified(self.here / "made", "other.nl")
        pair = ("--cert", "made/cert.pem", "--key", "made/key.pem")
        sentence = self.refused("serve", *pair, "--site", "https://stoep.example.nl", "--data", "new")
        self.assertEqual(sentence, f"The certificate {files.certificate} is for other.nl, not for stoep.example.nl.")
        self.assertIn("There is no file ", self.refused("web", "--cert", "no", "--key", "no", "--data", "new"))
        self.assertIn("give both", self.refused("serve", "--cert", "made/cert.pem", "--data", "new", code=2))

    def test_an_address_of_another_computer_is_told(self) -> None:
        self.assertIn("192.0.2.1 is no address of this", self.refused("serve", "--host", "192.0.2.1", "--data", "d"))

    def test_a_database_that_does_not_answer_is_told(self) -> None:
        for command in ("serve", "tasks"):
            (self.here / "data").mkdir(exist_ok=True)
            with self.subTest(command):
                database = "postgresql://u:geheim@127.0.0.1:1/x"
                sentence = self.refused(command, "--data", "data", STOEP_DATABASE=database)
                self.assertIn("The database does not answer: ", sentence)
                self.assertNotIn("geheim", sentence)

    def test_a_second_server_on_a_folder_ends_and_leaves_the_first_its_link(self) -> None:
        data = self.here / "data"
        with served(data) as (_, log):
            for command in ("serve", "web", "worker"):
                self.assertIn("runs on this data folder already", self.refused(command, "--data", "data"))
            with urlopen(set_up_link(log), timeout=10) as page:
                self.assertEqual(page.status, 200)
            self.assertEqual(stoep("tasks", "--data", str(data)).returncode, 0)

    def test_each_command_teaches_where_its_data_lie_and_needs_none(self) -> None:
        for command in (
            "serve", "web", "worker", "service", "migrate", "check", "tasks", "backup", "restore", "import", "demo",
            "bench",
        ):  # fmt: skip
            with self.subTest(command):
                done = stoep(command, "--help", cwd=self.here, STOEP_DATA="new", STOEP_PORT="wrong")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn(f"{command} [-h]", done.stdout)
                self.assertIn("--data DIR" if command != "bench" else "seed", done.stdout)
                self.assertEqual("--demo" in done.stdout, command == "serve")
                self.assertEqual("--port" in done.stdout, command in ("serve", "web", "service"))
        self.assertEqual(list(self.here.iterdir()), [])
