"""Makes the checkout runnable: .venv and the locked packages, before anything is installed. Standard library only.

`run.py` calls `main(sys.argv[1:])` as its very first act. When all is in place that costs a few milliseconds; otherwise
the environment is made or brought up to date and the same command starts again inside it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import parts
from tools.parts import say

NEEDED_PYTHON = (3, 11)
DEV_COMMANDS = frozenset({"test", "check", "bench", "lock"})
AGAIN = "STADTKOMPASS_STARTED_AGAIN"
OFFLINE = ("NewConnectionError", "Connection broken", "ConnectTimeout", "ReadTimeout", "name resolution", "Max retries")


def main(argv: list[str]) -> None:
    """Provide what the command named in argv needs; returns inside a ready environment or not at all."""
    command = next((word for word in argv if not word.startswith("-")), "")
    ensure("dev" if command in DEV_COMMANDS else "runtime")
    if command == "test":
        parts.provide()
    elif command == "demo":
        parts.provide_for_print()


def ensure(extra: str, checkout: Path | None = None) -> None:
    """Make the environment fit the lock of extra ("runtime" or "dev") and go on inside it."""
    sentence = python_too_old(sys.version_info[:2])
    if sentence:
        raise SystemExit(sentence)
    environment = Environment(checkout or Path(__file__).resolve().parent.parent)
    started_again = os.environ.pop(AGAIN, "")
    inside = environment.is_running()
    if extra == "runtime" and not inside and is_own_environment(environment.pins("runtime")):
        return
    if not environment.fits(extra):
        environment.prepare(extra)
    elif inside:
        return
    if started_again and not inside:
        raise SystemExit(f"{environment.python} does not start inside its own folder: remove .venv and try again.")
    start_again(environment.python)


def python_too_old(version: tuple[int, ...]) -> str | None:
    """Return the sentence for a Python we do not run on."""
    if version >= NEEDED_PYTHON:
        return None
    return "Stadtkompass needs Python 3.11 or newer; this is Python {}.{}.".format(*version[:2])


def is_own_environment(pins: dict[str, str]) -> bool:
    """Say whether somebody prepared this interpreter: a venv of theirs, or the lock's versions in a container.

    A distribution's own, older Flask does not count.
    """
    if any(importlib.util.find_spec(name) is None for name in ("flask", "sqlalchemy", "waitress")):
        return False
    if sys.prefix != sys.base_prefix:
        return True
    from importlib import metadata  # noqa: PLC0415  only here: the usual start need not pay for it

    return all(metadata.version(name) == pins.get(name) for name in ("flask", "sqlalchemy", "waitress"))


def venv_trouble(executable: str, machine: parts.Machine) -> tuple[list[str], str]:
    """Return the Debian packages that bring ensurepip to executable, and the sentence for where we may not."""
    if not machine.has_apt or not executable.startswith("/usr/bin/"):
        return [], f"{executable} lacks the modules venv and ensurepip; please use a complete Python 3.11 or newer."
    own = Path("/usr/bin/python3").resolve() == Path(executable).resolve()
    packages = ["python3-venv" if own else f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]
    return packages, f"A Debian package is missing. Please type this line and start again:\n{parts.apt_line(packages)}"


def start_again(python: Path) -> None:
    """Run the same command line with the environment's interpreter in our place."""
    command = [str(python), *sys.orig_argv[1:]]
    sys.stdout.flush()
    os.environ[AGAIN] = "1"
    if os.name == "nt":  # execv there gives the terminal back before the new process ends
        raise SystemExit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606  no shell is wanted


class Environment:
    """The checkout's .venv (or a folder beside it), the stamps of its locks, and the mark of an unfinished change."""

    def __init__(self, checkout: Path, folder: str = ".venv") -> None:
        self.checkout = checkout
        self.folder = checkout / folder
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.unfinished = self.folder / "stadtkompass-unfinished"

    def is_running(self) -> bool:
        """Say whether this very process runs inside the environment."""
        return self.folder.is_dir() and Path(sys.prefix).resolve() == self.folder.resolve()

    def lock(self, extra: str) -> Path:
        """Return the path of a lock."""
        return self.checkout / "requirements" / f"{extra}.lock"

    def pins(self, extra: str) -> dict[str, str]:
        """Return the versions a lock names, by lower-case name; of two for different systems the later line."""
        lines = (line for line in self.lock(extra).read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
        pairs = (line.split(" ")[0].partition("==") for line in lines)
        return {name.lower(): version for name, _, version in pairs}

    def stamp(self, extra: str) -> Path:
        """Return the path of the file that says which lock was installed."""
        return self.folder / f"stadtkompass-{extra}.stamp"

    def locks(self, extra: str) -> tuple[str, ...]:
        """Return the locks whose packages an environment of this kind holds; dev's own lock names those of runtime too."""
        return ("runtime", "dev") if extra == "dev" else (extra,)

    def wanted(self, extra: str) -> str:
        """Return what the stamp says when everything in the lock is installed."""
        names = self.locks(extra)
        return hashlib.sha256(b"\0".join(self.lock(name).read_bytes() for name in names)).hexdigest()

    def fits(self, extra: str) -> bool:
        """Say whether the environment holds what the lock names; from inside also whether for this very Python."""
        if not self.python.exists() or self.unfinished.exists():
            return False
        try:
            digest, _, version = self.stamp(extra).read_text(encoding="ascii").partition(" ")
        except OSError:
            return False
        return digest == self.wanted(extra) and (
            not self.is_running() or version == "{}.{}".format(*sys.version_info[:2])
        )

    def prepare(self, extra: str) -> None:
        """Build the environment where it is missing or broken, then install the lock and stamp it."""
        try:
            if not self.is_usable():
                self.build()
            self.install(extra)
        except OSError as error:
            raise SystemExit(f"The environment {self.folder} could not be made: {error}") from error

    def is_usable(self) -> bool:
        """Say whether pip runs in the environment and no earlier change was cut off."""
        return self.python.exists() and not self.unfinished.exists() and self.version() != ""

    def version(self) -> str:
        """Return the environment's Python as 3.11, empty where pip is missing or the Python too old."""
        probe = "import pip, sys; print(*sys.version_info[:2])"
        done = run([str(self.python), "-c", probe])
        numbers = tuple(int(word) for word in done.stdout.split()) if done.returncode == 0 else (0, 0)
        return "{}.{}".format(*numbers) if numbers >= NEEDED_PYTHON else ""

    def build(self) -> None:
        """Make an empty environment in place of whatever is there."""
        base = getattr(sys, "_base_executable", "") or sys.executable
        if importlib.util.find_spec("ensurepip") is None:
            provide_ensurepip(base)
        say(f"Making the environment {self.folder.name} ...")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(exist_ok=True)
        self.unfinished.touch()
        done = run([base, "-m", "venv", str(self.folder)])
        if done.returncode:
            raise SystemExit(f"{base} could not make an environment:\n{last_lines(done.stdout)}")

    def install(self, extra: str) -> None:
        """Install a lock with every hash checked; a change cut off by a signal leaves its mark and is built anew."""
        count = len(self.pins(extra))
        say(f"Installing {count} packages from requirements/{extra}.lock; the first time this takes about a minute ...")
        self.unfinished.touch()
        options = ("--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "--only-binary", ":all:")
        done = run([str(self.python), "-m", "pip", "install", *options, "-r", str(self.lock(extra))])
        if done.returncode >= 0:
            self.unfinished.unlink()
        if done.returncode:
            raise SystemExit(install_trouble(done.stdout))
        version = self.version()
        for name in self.locks(extra):
            self.stamp(name).write_text(f"{self.wanted(name)} {version}", encoding="ascii")


def provide_ensurepip(base: str) -> None:
    """Install what Debian keeps apart from python3, or stop with the line that does."""
    machine = parts.this_machine()
    packages, sentence = venv_trouble(base, machine)
    if not packages or not machine.is_root or not parts.install(packages):
        raise SystemExit(sentence)
    importlib.invalidate_caches()


def install_trouble(output: str) -> str:
    """Turn pip's last words into one sentence for the person at the terminal."""
    if any(sign in output for sign in OFFLINE):
        return "The packages could not be fetched: the package index does not answer. Check the network and try again."
    if "DO NOT MATCH THE HASHES" in output:
        return f"A package is not the one the lock names, so nothing was installed:\n{last_lines(output)}"
    return f"pip could not install the packages:\n{last_lines(output)}"


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a program to its end with both outputs in one text."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def last_lines(output: str) -> str:
    """Return the end of a program's output, where the reason stands."""
    return "\n".join(output.strip().splitlines()[-6:])
