"""Where the demo keeps its things, and nothing else: database, index, letters, links, secret."""

from __future__ import annotations

import ipaddress
import os
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from whoosh.util.filelock import FileLock

from core.config import Settings

DISTRICTS = Path(__file__).with_name("material") / "districts.geojson"
"""Drawn by ourselves in the arrangement of the districts, not in their borders."""
EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - compared with, never bound to


class Unready(Exception):
    """The demo cannot start; carries the sentence."""


@dataclass(frozen=True)
class Folder:
    """The instance folder with the demo's own files in it, and the address the demo will have."""

    root: Path
    host: str
    port: int

    @classmethod
    def here(cls) -> Folder:
        """Return the folder and the address that the environment names."""
        wanted = Settings.read()
        return cls(wanted.instance.resolve(), wanted.host, wanted.port)

    @property
    def own(self) -> Path:
        """The folder that only the demo uses."""
        return self.root / "demo"

    @property
    def letters(self) -> Path:
        """Where letters land as .eml files."""
        return self.root / "mail"

    @property
    def links(self) -> Path:
        """The file that names the doors."""
        return self.root / "demo-links.json"

    @property
    def address(self) -> str:
        """What a browser on this machine types."""
        host = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def private(self) -> bool:
        """Whether only this machine can reach the demo."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def played(self) -> bool:
        """Whether a whole year lies here, its Merk-Codes readable."""
        return all(path.exists() for path in (self._marker, self._database, self._secret))

    @property
    def _marker(self) -> Path:
        return self.own / "played"

    @property
    def _database(self) -> Path:
        return self.own / "stadtkompass.db"

    @property
    def _secret(self) -> Path:
        return self.root / "demo-secret"

    def settings(self) -> Settings:
        """Return the demo's settings; what a city set for its own house (database, mail, proxies) counts for nothing."""
        return Settings.read(
            secret_key=self._kept_secret(),
            database_url=f"sqlite:///{self._database}",
            base_url=self.address,
            instance_dir=str(self.own),
            mail_folder=str(self.letters),
            mail_from="",
            worker="thread",
            trusted_proxies=0,
            letters_wait_minutes=1,
            districts_geojson=str(DISTRICTS),
            demo=True,
        ).require()

    def _kept_secret(self) -> str:
        """Return the demo's secret key, made at the first start, so that Merk-Codes survive a second one."""
        if not self._secret.exists():
            write_whole(self._secret, secrets.token_hex(32), mode=0o600)
        return self._secret.read_text(encoding="utf-8").strip()

    def mark_played(self) -> None:
        """Note that the year was played to its end."""
        write_whole(self._marker, "The demo year was played to its end.\n")

    def clear(self) -> None:
        """Remove what the demo made, and nothing else; its secret stays."""
        self._marker.unlink(missing_ok=True)
        for ending in ("", "-wal", "-shm", "-journal"):
            self._database.with_name(self._database.name + ending).unlink(missing_ok=True)
        for name in ("search", "static-cache", "files", "drafts", "imports", "actor-imports"):
            shutil.rmtree(self.own / name, ignore_errors=True)
        for pattern in ("[0-9]*.eml", ".[0-9]*.part"):
            for letter in self.letters.glob(pattern):
                letter.unlink()
        self.links.unlink(missing_ok=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep a second demo off these files; the system frees them when the process ends, however it ends."""
        self.own.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.root / "demo.lock"))
        if not lock.acquire():
            raise Unready("Another demo is using these files: stop it first (Ctrl+C where it runs).")
        try:
            yield
        finally:
            lock.release()

    def check_port(self) -> None:
        """Say in a sentence when nobody can listen there."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except (OSError, OverflowError) as error:
                reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
                sentence = f"Nothing can be opened at {self.address} ({reason}): choose another port with PORT=..."
                raise Unready(sentence) from None


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file under another name first, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
