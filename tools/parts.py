"""Looks for what tests and PDF files need beside Python, and gets it from Debian or Ubuntu. Standard library only."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
APT = ("-o", "DPkg::Lock::Timeout=120")


@dataclass(frozen=True)
class Machine:
    """What the decisions rest on; tests hand in machines of their own."""

    distribution: str  # "debian", "ubuntu", ... as os-release names it
    has_apt: bool
    is_root: bool


@dataclass(frozen=True)
class Part:
    """Something beside Python that we use, its Debian packages, and what is skipped without it."""

    name: str
    packages: tuple[str, ...]
    skipped: str


CHROMIUM = Part("Chromium", ("chromium",), "the tests in a real browser")
POSTGRESQL = Part("PostgreSQL", ("postgresql",), "the second run of every test, on PostgreSQL")
PANGO = Part("Pango", ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"), "the tests that make PDF files")
LIBRARIES = ("pango-1.0", "pangoft2-1.0")


def this_machine() -> Machine:
    """Read the machine we run on."""
    return Machine(
        distribution=os_release("/etc/os-release").get("ID", ""),
        has_apt=shutil.which("apt-get") is not None,
        is_root=hasattr(os, "geteuid") and os.geteuid() == 0,
    )


def os_release(path: str) -> dict[str, str]:
    """Return the names and values of an os-release file, empty where there is none."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


def chromium() -> str | None:
    """Return the path of a Chromium, Debian's own first."""
    debian = "/usr/bin/chromium"
    if os.access(debian, os.X_OK):
        return debian
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def postgresql() -> Path | None:
    """Return the folder with initdb and pg_ctl of the newest PostgreSQL."""
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if debian:
        return max(debian, key=lambda folder: version_in(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def pango() -> bool:
    """Tell whether this machine has the libraries that draw text for print; no library is loaded for that."""
    return all(
        any(Path("/usr/lib").glob(f"*/lib{name}.so.0")) or ctypes.util.find_library(name) is not None
        for name in LIBRARIES
    )


def version_in(name: str) -> tuple[int, ...]:
    """Turn "9.6" or "15" into numbers, so that 15 is newer than 9.6; a name without numbers is oldest."""
    return tuple(int(word) for word in name.split(".") if word.isdigit())


def missing() -> list[Part]:
    """Return the parts this machine lacks."""
    found = ((CHROMIUM, chromium() is not None), (POSTGRESQL, postgresql() is not None), (PANGO, pango()))
    return [part for part, here in found if not here]


def installable(parts: list[Part], machine: Machine) -> list[str]:
    """Return the packages that apt-get can bring; Ubuntu's chromium is only a door to a snap."""
    if not machine.has_apt:
        return []
    wanted = [part for part in parts if not (part is CHROMIUM and machine.distribution == "ubuntu")]
    return [package for part in wanted for package in part.packages]


def apt_line(packages: list[str]) -> str:
    """Return the one line a person types where we are not root."""
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def install(packages: list[str]) -> bool:
    """Install Debian packages as root without a question; False, with apt-get's last words shown, when it fails."""
    say(f"Installing Debian packages: {' '.join(packages)} ...")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update", "-q"), ("install", "-q", "-y", "--no-install-recommends", *packages)):
        done = subprocess.run(
            ["apt-get", *APT, *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode and words[0] == "install":
            say("\n".join(done.stdout.splitlines()[-5:]))
            return False
    return True


def provide() -> None:
    """Get what tests need where we may; elsewhere say what will be skipped and why."""
    lacking = missing()
    if not lacking:
        return
    machine = this_machine()
    packages = installable(lacking, machine)
    if packages and machine.is_root:
        install(packages)
        lacking = missing()
        packages = []
    for part in lacking:
        say(f"{part.name} is not on this machine: {part.skipped} will be skipped.")
    if packages:
        say(f"To have them too: {apt_line(packages)}")


def provide_for_print() -> None:
    """Get what PDF files need where we may; elsewhere say how, and go on: everything but the PDF files works without."""
    if pango():
        return
    line = print_trouble(this_machine())
    if line is not None:
        say(line)


def print_trouble(machine: Machine) -> str | None:
    """Install what PDF files need; return the sentence for where that does not work."""
    packages = installable([PANGO], machine)
    if packages and machine.is_root and install(packages):
        return None
    how = f"To have them: {apt_line(packages)}" if packages else f"They need {PANGO.name}."
    return f"Council papers as PDF files will be missing; everything else works. {how}"


def say(line: str) -> None:
    """Speak to the person at the terminal, beside the program's own output."""
    print(line, file=sys.stderr, flush=True)
