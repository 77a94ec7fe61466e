"""A network is saved while it runs, checked, and put back; whatever is wrong is said, and nothing is lost by it."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.test import override_settings

from config.environment import ROOT
from stoep.kernel.backup.nightly import Nightly
from stoep.kernel.backup.verifying import faults
from tests.client import Client
from tests.scene import Scene, build_scene, environment_for
from tests.test_command import stoep
from tools.served import served

pytestmark = pytest.mark.sqlite
FILE = b"a stored file " * 4000


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The small company with one stored file."""
    scene = build_scene(tmp_path_factory.mktemp("network") / "data")
    keep_file(scene.data, FILE)
    return scene


@pytest.fixture(scope="module")
def backup(network: Scene) -> Path:
    """A backup of it; nobody changes it."""
    path = network.data.parent / "backup.tar"
    done = stoep("backup", str(path), "--data", str(network.data))
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return path


@pytest.fixture
def data(network: Scene, tmp_path: Path) -> Path:
    """A copy of its data folder, for a test that spoils it. Nothing runs on it, so its files may be copied."""
    shutil.copytree(network.data, tmp_path / "data")
    return tmp_path / "data"


def keep_file(data: Path, content: bytes) -> Path:
    """Store a file as the network does."""
    code = "import sys; from stoep.media.actions import store_bytes; store_bytes(sys.stdin.buffer.read(), 'image/webp')"
    command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    subprocess.run(command, input=content, cwd=ROOT, env=environment_for(data), check=True)
    digest = hashlib.sha256(content).hexdigest()
    return data / "media" / digest[:2] / digest[2:4] / digest


def change(data: Path, sql: str) -> None:
    with closing(sqlite3.connect(data / "stoep.sqlite3")) as file, file:
        file.execute(sql)


def rows(database: Path) -> dict[str, str]:
    """Return a digest of everything each table holds."""
    with closing(sqlite3.connect(database)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        held = {name: sorted(map(repr, file.execute(f'SELECT * FROM "{name}"'))) for name in tables}
    return {name: hashlib.sha256("\n".join(lines).encode()).hexdigest() for name, lines in held.items()}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def restored(backup: Path, data: Path, *more: str) -> str:
    """Put a backup back; return what was said."""
    done = stoep("restore", str(backup), "--data", str(data), *more)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def refused(*arguments: str) -> str:
    """Return why a command was refused."""
    done = stoep(*arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr


def shelf(data: Path) -> list[str]:
    """Return the backups that were made by themselves."""
    return sorted(path.name for path in (data / "backups").glob("*.tar"))


def test_what_was_saved_is_put_back_to_the_last_byte(network: Scene, backup: Path, tmp_path: Path) -> None:
    assert "not in" not in restored(backup, tmp_path / "new")
    new = tmp_path / "new"
    assert rows(new / "stoep.sqlite3") == rows(network.data / "stoep.sqlite3")
    for folder in ("media", "secrets"):
        assert files(new / folder) == files(network.data / folder)
    assert list(files(new / "media").values()) == [FILE]
    private = [path for path in (backup, *new.rglob("*")) if path.stat().st_mode & 0o077]
    assert private == []
    with served(new) as (address, _):
        assert Client(address, network.cookies["amber"]).get("/")[0] == 200  # whoever was signed in still is


def test_ordinary_tools_open_it(network: Scene, backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        tar.extractall(tmp_path, filter="data")
    assert names[0] == "database/stoep.sqlite3.gz"
    assert names[-2:] == ["manifest.json", "SHA256"]
    (tmp_path / "plain").write_bytes(gzip.decompress((tmp_path / names[0]).read_bytes()))
    assert rows(tmp_path / "plain") == rows(network.data / "stoep.sqlite3")
    about = json.loads((tmp_path / "manifest.json").read_text())
    assert set(about["members"]) == set(names[:-2])
    assert about["tables"]["media_storedfile"] == 1
    whole = backup.read_bytes()[:-2048]
    assert (tmp_path / "SHA256").read_text().strip() == hashlib.sha256(whole).hexdigest()


def test_it_is_never_written_over_something(network: Scene, tmp_path: Path) -> None:
    there = tmp_path / "there.tar"
    there.write_text("mine")
    assert "exists already" in refused("backup", str(there), "--data", str(network.data))
    assert there.read_text() == "mine"
    assert "could not be made" in refused("backup", str(tmp_path / "no" / "folder.tar"), "--data", str(network.data))
    assert "There is no network" in refused("backup", str(tmp_path / "x.tar"), "--data", str(tmp_path / "typo"))
    assert [path.name for path in tmp_path.iterdir()] == ["there.tar"]


def test_a_full_disk_is_told_and_nothing_half_is_left(data: Path, tmp_path: Path) -> None:
    keep_file(data, random.Random(1).randbytes(3_000_000))
    there = {path.name for path in data.iterdir()}
    for most in (100_000, 2_000_000, 3_020_000):  # in the copy, in the files, near the end
        done = subprocess.run(
            [sys.executable, "-m", "config.cli", "backup", str(tmp_path / "full.tar")],
            cwd=ROOT, env=environment_for(data), capture_output=True, text=True, check=False,
            preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )  # fmt: skip
        assert done.returncode == 1
        assert "could not be made" in done.stderr
        assert "Traceback" not in done.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert {path.name for path in data.iterdir()} - there <= {"backup.lock", "stoep.sqlite3-shm", "stoep.sqlite3-wal"}


def test_a_file_that_is_gone_or_damaged_is_named_and_the_rest_saved(data: Path, tmp_path: Path) -> None:
    gone, damaged = keep_file(data, b"gone"), keep_file(data, b"damaged")
    gone.unlink()
    damaged.write_bytes(b"otherwise")
    done = stoep("backup", str(tmp_path / "b.tar"), "--data", str(data))
    assert done.returncode == 0
    for path in (gone, damaged):
        assert f"{path.name}, which is gone or damaged" in done.stdout
        assert path.name in stoep("backup", "verify", str(tmp_path / "b.tar")).stdout
    restored(tmp_path / "b.tar", tmp_path / "new")
    assert list(files(tmp_path / "new/media").values()) == [FILE]


def test_every_damage_is_named(backup: Path, tmp_path: Path, is_long: bool) -> None:
    assert faults(backup) == []
    sound, chance = backup.read_bytes(), random.Random(3)
    spoilt = tmp_path / "spoilt.tar"

    def named(content: bytes) -> list[str]:
        spoilt.write_bytes(content)
        return faults(spoilt)

    places = [chance.randrange(len(sound)) for _ in range(2000 if is_long else 60)]
    for place in (*places, *range(len(sound) - 2048, len(sound), 1 if is_long else 101), *range(0, 512, 23)):
        flipped = bytearray(sound)
        flipped[place] ^= 1 << chance.randrange(8)
        assert named(bytes(flipped)), place
    for length in (0, 1, 511, 512, len(sound) - 1, *(chance.randrange(len(sound)) for _ in range(40))):
        assert named(sound[:length]), length
    assert named(sound + b"\0")
    assert named(sound + sound)
    assert named(b"no backup at all" * 100)


def test_what_is_damaged_is_named_by_its_name(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        begins = {about.name: about.offset_data for about in tar}
    for name, place in begins.items():
        spoilt = bytearray(backup.read_bytes())
        spoilt[place + 20] ^= 4
        (tmp_path / "spoilt.tar").write_bytes(spoilt)
        said = " ".join(faults(tmp_path / "spoilt.tar"))
        assert ("digest" if name == "SHA256" else name) in said
    assert refused("backup", "verify", str(tmp_path / "spoilt.tar")).strip() == said
    assert refused("restore", str(tmp_path / "spoilt.tar"), "--data", str(tmp_path / "new")).strip() == said
    assert not (tmp_path / "new/stoep.sqlite3").exists()


def test_a_backup_packed_again_by_hand_is_no_sound_one(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        tar.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open/extra").write_text("?")
    (tmp_path / "open/secrets/key").unlink()
    with tarfile.open(tmp_path / "again.tar", "w") as tar:
        for path in sorted(p for p in (tmp_path / "open").rglob("*") if p.is_file()):
            tar.add(path, str(path.relative_to(tmp_path / "open")))
    assert set(faults(tmp_path / "again.tar")) == {"secrets/key is missing.", "extra does not belong in it."}


def test_a_database_that_was_damaged_when_it_was_saved_is_told(data: Path, tmp_path: Path) -> None:
    change(data, "UPDATE items_item SET author_id = 12345")
    said = refused("backup", str(tmp_path / "b.tar"), "--data", str(data))
    assert "points at nothing" in said
    assert not (tmp_path / "b.tar").exists()


def test_verifying_needs_no_network_and_makes_nothing(backup: Path, tmp_path: Path) -> None:
    done = stoep("backup", "verify", str(backup), cwd=tmp_path, STOEP_DATA="none")
    assert done.returncode == 0
    assert done.stdout.startswith("Sound: saved at 2")
    assert "There is no file" in refused("backup", "verify", str(tmp_path / "none.tar"))
    assert list(tmp_path.iterdir()) == []


def test_a_network_is_not_restored_over_unless_forced_and_then_set_aside(backup: Path, data: Path) -> None:
    change(data, "UPDATE organisation_organisation SET name = 'Newer'")
    before = rows(data / "stoep.sqlite3")
    keys = files(data / "secrets")
    (data / "secrets/key").write_text("another")
    assert "With --force it is moved aside" in refused("restore", str(backup), "--data", str(data))
    assert rows(data / "stoep.sqlite3") == before
    said = restored(backup, data, "--force")
    (aside,) = data.glob("before-restore-*")
    assert str(aside) in said
    assert rows(data / "stoep.sqlite3") != before
    assert rows(aside / "stoep.sqlite3") == before
    assert (aside / "secrets/key").read_text() == "another"
    assert files(data / "secrets") == keys
    assert files(aside / "media") == files(data / "media")


def test_a_folder_that_is_served_is_not_restored_over(backup: Path, data: Path, tmp_path: Path) -> None:
    with served(data):
        assert "End that first" in refused("restore", str(backup), "--data", str(data), "--force")
        assert stoep("backup", str(tmp_path / "b.tar"), "--data", str(data)).returncode == 0
    assert list(data.glob("before-restore-*")) == []


def test_one_of_a_newer_version_is_refused(data: Path, tmp_path: Path) -> None:
    change(data, "INSERT INTO django_migrations (app, name, applied) VALUES ('items', '9999_later', '2030-01-01')")
    assert stoep("backup", str(tmp_path / "b.tar"), "--data", str(data)).returncode == 0
    assert "of a newer version" in refused("restore", str(tmp_path / "b.tar"), "--data", str(tmp_path / "new"))
    assert not (tmp_path / "new/stoep.sqlite3").exists()


@pytest.fixture
def older(data: Path) -> Path:
    """The network as an older version left it."""
    done = stoep("migrate", "adoption", "0001", "--verbosity=0", "--without-backup", "--data", str(data))
    assert done.returncode == 0, done.stderr
    return data


def test_one_of_an_older_version_is_brought_up_to_this_one(older: Path, tmp_path: Path) -> None:
    assert stoep("backup", str(tmp_path / "b.tar"), "--data", str(older)).returncode == 0
    assert "up to this version" in restored(tmp_path / "b.tar", tmp_path / "new")
    assert stoep("check", "--data", str(tmp_path / "new")).returncode == 0
    assert not (tmp_path / "new/backups").exists()


def test_a_backup_of_another_engine_is_refused(backup: Path, tmp_path: Path) -> None:
    from tools.postgres import running_postgres

    with running_postgres() as address:
        done = stoep("restore", str(backup), "--data", str(tmp_path / "new"), STOEP_DATABASE=address)
    assert done.returncode == 1
    assert "of sqlite, and this installation uses postgresql" in done.stderr


def test_serving_saves_what_an_older_version_left_before_it_changes_it(older: Path) -> None:
    before = rows(older / "stoep.sqlite3")
    with served(older) as (_, log):
        assert "Saved before the upgrade" in log.read_text()
    (name,) = shelf(older)
    assert name.endswith("-upgrade.tar")
    restored(older / "backups" / name, older, "--force")
    (aside,) = older.glob("before-restore-*")
    assert rows(aside / "stoep.sqlite3") != before
    assert shelf(older) == [name]
    with served(older) as (_, log):
        assert "Saved before" not in log.read_text()


def test_an_upgrade_that_cannot_be_saved_does_not_begin(older: Path) -> None:
    change(older, "UPDATE items_item SET author_id = 12345")
    before = rows(older / "stoep.sqlite3")
    for command in ("serve", "migrate"):
        done = stoep(command, "--data", str(older))
        assert done.returncode == 1
        assert "stoep migrate --without-backup" in done.stderr
        assert rows(older / "stoep.sqlite3") == before
    assert shelf(older) == []


def test_an_upgrade_that_is_tried_again_keeps_what_its_first_try_saved(older: Path) -> None:
    change(older, "CREATE TABLE adoption_teamlink (stands INTEGER, in_the_way INTEGER)")
    said = [stoep("migrate", "--data", str(older)) for _ in range(5)]
    assert [done.returncode for done in said] == [1] * 5
    assert "Saved before" in said[0].stdout
    assert "it was saved when it began" in said[4].stdout
    (name,) = shelf(older)
    change(older, "DROP TABLE adoption_teamlink")
    assert stoep("migrate", "--data", str(older)).returncode == 0
    assert shelf(older) == [name]
    assert not (older / "backups/upgrading").exists()


def test_a_new_network_is_not_saved_before_it_is_made(tmp_path: Path) -> None:
    assert stoep("migrate", "--verbosity=0", "--data", str(tmp_path / "new")).returncode == 0
    assert not (tmp_path / "new/backups").exists()


def test_the_worker_makes_one_at_night_in_a_process_of_its_own(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment_for(data).items():
        monkeypatch.setenv(name, value)
    os.utime(data / "secrets/key", (0, 0))
    with override_settings(DATA=data):
        nightly, resting = Nightly(wait=0), Nightly()
        resting.look()
        assert resting._child is None
        nightly.look()
        nightly.look()
        assert nightly._child is not None
        assert nightly._child.wait(60) == 0
        (name,) = shelf(data)
        Nightly(wait=0).look()  # it is made, so nothing is due
        assert [f"{name}"] == shelf(data)
        assert faults(data / "backups" / name) == []
        (data / "backups" / name).unlink()
        nightly.look()  # this one tries again in an hour
        assert nightly._child.returncode == 0
        ended = Nightly(wait=0)
        ended.look()
        assert ended._child is not None
        ended.end()
        assert ended._child.returncode is not None
    assert list((data / "backups").glob("*.partial")) == []


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """A PostgreSQL of our own, and its programs in the PATH."""
    from tools.postgres import _programs, running_postgres

    path = os.environ["PATH"]
    os.environ["PATH"] = f"{_programs()}{os.pathsep}{path}"
    try:
        with running_postgres() as address:
            yield address
    finally:
        os.environ["PATH"] = path


def test_on_postgresql_too(postgres: str, tmp_path: Path) -> None:
    import psycopg

    settings, file = {"STOEP_DATABASE": postgres}, str(tmp_path / "b.tar")
    environment = environment_for(tmp_path / "data") | settings
    command = [sys.executable, "-m", "tests.scene"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    with psycopg.connect(postgres) as server:
        server.execute("UPDATE kernel_fact SET xid = '99999999999', heard = false")  # from a server that is far ahead
    done = stoep("backup", file, "--data", str(tmp_path / "data"), **settings)
    assert done.returncode == 0, done.stderr
    assert stoep("backup", "verify", file).returncode == 0
    done = stoep("restore", file, "--data", str(tmp_path / "new"), **settings)
    assert "The database is not empty" in done.stderr
    done = stoep("restore", file, "--data", str(tmp_path / "other"))
    assert "this installation uses sqlite" in done.stderr
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute("CREATE DATABASE again")
    again = {"STOEP_DATABASE": postgres.removesuffix("stoep") + "again"}
    done = stoep("restore", file, "--data", str(tmp_path / "new"), **again)
    assert done.returncode == 0, done.stderr
    assert contents(postgres) == contents(again["STOEP_DATABASE"])
    assert files(tmp_path / "new/secrets") == files(tmp_path / "data/secrets")
    done = stoep("check", "--data", str(tmp_path / "new"), **again)
    assert done.returncode == 0, done.stdout
    with psycopg.connect(again["STOEP_DATABASE"]) as server:
        late = "SELECT count(*) FROM kernel_fact WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())"
        assert server.execute(late).fetchone() == (0,)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/dirname").symlink_to(shutil.which("dirname") or "")
    missing = stoep("backup", f"{file}2", "--data", str(tmp_path / "data"), PATH=str(tmp_path / "bin"), **settings)
    assert "postgresql-client" in missing.stderr


def contents(address: str) -> dict[str, list[str]]:
    """Return everything each table holds, and where its numbers go on."""
    import psycopg

    with psycopg.connect(address) as server:
        tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        held = {table: sorted(map(repr, server.execute(f'SELECT * FROM "{table}"'))) for (table,) in tables}
        held["kernel_fact"] = list(map(repr, server.execute("SELECT id, kind, fields, heard FROM kernel_fact")))
        numbers = server.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1").fetchall()
    return held | {"sequences": list(map(repr, numbers))}
