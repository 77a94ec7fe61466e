"""A systemd unit for this clone and these options: `bin/stoep service`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from config.environment import ROOT, data_path, value
from config.options import AS_SETTINGS, Options
from stoep.kernel.supervisor import GRACE_SECONDS

SECRETS = "/etc/stoep.conf"
WRITES_OF_ITS_OWN = (ROOT / "static", ROOT / "locale")  # made anew by each version
HOMES = ("home", "root")
FIRST_FREE_PORT = 1024
UNIT = """\
# Made by "bin/stoep service". What each line is for: docs/operate/service.md

[Unit]
Description=Stoep, the social network of this organisation
Documentation=file:{root}/docs/operate/service.md
Wants=network-online.target
After=network-online.target postgresql.service

[Service]
User={user}
EnvironmentFile=-{secrets}
ExecStart={command}
Restart=always
RestartSec=2
TimeoutStopSec={stop}
KillMode=mixed
LimitNOFILE=65536
UMask=0077

NoNewPrivileges=yes
CapabilityBoundingSet={capability}
AmbientCapabilities={capability}
ProtectSystem=strict
ProtectHome={home}
ReadWritePaths={writes}
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
"""
HOW_TO = """
Save that, and let it run:
  useradd --system --home-dir {data} --shell /usr/sbin/nologin {user}     # if there is no such user yet
  chown -R {user} {root}
  install -d -o {user} {root}/static
  install -d -o {user} -m 0700 {data}
  bin/stoep service … > /etc/systemd/system/stoep.service
  systemctl daemon-reload && systemctl enable --now stoep
  journalctl -u stoep                                     # the set-up link is there
Settings with a password in them go in {secrets}, mode 0600, one NAME=value a line. More: docs/operate/service.md"""


def unit(options: Options) -> str:
    """Return the unit; it gives the program its data folder to write in, and little else of the machine."""
    return UNIT.format(
        root=_in_unit(ROOT),
        user=options.user,
        secrets=SECRETS,
        command=" ".join(map(_quoted, _command(options))),
        stop=round(GRACE_SECONDS) * 3,
        capability="CAP_NET_BIND_SERVICE" if int(value("STOEP_PORT")) < FIRST_FREE_PORT else "",
        home="read-only" if any(map(_is_at_home, (ROOT, data_path(), Path(sys.base_prefix)))) else "yes",
        writes=" ".join(_quoted(str(path)) for path in (data_path(), *WRITES_OF_ITS_OWN)),
    )


def how_to(options: Options) -> str:
    """Return what to do with the unit."""
    return HOW_TO.format(user=options.user, data=data_path(), root=ROOT, secrets=SECRETS)


def _command(options: Options) -> list[str]:
    """Return what to start: every path whole, as a service stands nowhere."""
    command = [str(ROOT / "bin/stoep"), "serve", "--data", str(data_path())]
    for option, name in AS_SETTINGS.items():
        if given := os.environ.get(name):
            command += [f"--{option}", str(Path(given).resolve()) if option in ("cert", "key") else given]
    return command + (["--host", options.host] if options.host else [])


def _quoted(word: str) -> str:
    """Return a word as systemd reads it: it would take % and $ for something else."""
    word = _in_unit(word).replace("$", "$$")
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' if set(word) & set(" \"'\\;") else word


def _in_unit(text: object) -> str:
    return str(text).replace("%", "%%")


def _is_at_home(path: Path) -> bool:
    return path.parts[1:] != () and path.parts[1] in HOMES
