"""Fetch third-party style, fonts and test tools into the project, or check that they are untouched.

`python tools/vendor_assets.py` packs each package with npm, compares its integrity and copies the files named below;
`python tools/vendor_assets.py --check` compares what lies here with static/vendor/vendor.lock.json, without network.
The files stay byte-identical to the packages: our own rules stand in static/app.css.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = Path("static/vendor/vendor.lock.json")


class TamperedError(Exception):
    """What was fetched or what lies here is not what the lock says."""


@dataclass(frozen=True)
class Package:
    """One npm package: what we take from it (path in the package -> file name) and where it goes."""

    name: str
    version: str
    licence: str
    folder: str
    files: dict[str, str]


PACKAGES = (
    Package(
        name="@kern-ux/native",
        version="2.7.2",
        licence="EUPL-1.2",
        folder="static/vendor/kern/2.7.2",
        files={"dist/kern.min.css": "kern.min.css", "LICENSE.md": "LICENSE.md"},
    ),
    Package(
        name="@fontsource/fira-sans",
        version="5.3.0",
        licence="OFL-1.1",
        folder="static/vendor/fira-sans",
        files={
            "files/fira-sans-latin-400-normal.woff2": "fira-sans-latin-400-normal.woff2",
            "files/fira-sans-latin-600-normal.woff2": "fira-sans-latin-600-normal.woff2",
            "files/fira-sans-latin-700-normal.woff2": "fira-sans-latin-700-normal.woff2",
            "files/fira-sans-latin-ext-400-normal.woff2": "fira-sans-latin-ext-400-normal.woff2",
            "LICENSE": "OFL.txt",
        },
    ),
    Package(
        name="axe-core",
        version="4.14.1",
        licence="MPL-2.0",
        folder="tests/vendor/axe",
        files={
            "axe.min.js": "axe.min.js",
            "locales/de.json": "de.json",
            "LICENSE": "LICENSE",
            "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt",
        },
    ),
    Package(
        name="leaflet",
        version="1.9.4",
        licence="BSD-2-Clause",
        folder="static/vendor/leaflet",
        files={
            "dist/leaflet.css": "leaflet.css",
            "dist/leaflet.js": "leaflet.js",
            "dist/images/layers.png": "images/layers.png",
            "dist/images/layers-2x.png": "images/layers-2x.png",
            "dist/images/marker-icon.png": "images/marker-icon.png",
            "LICENSE": "LICENSE",
        },
    ),
    Package(  # draws networks of thousands with WebGL
        name="sigma",
        version="3.0.3",
        licence="MIT",
        folder="static/vendor/sigma",
        files={"dist/sigma.min.js": "sigma.min.js", "LICENSE.txt": "LICENSE.txt"},
    ),
    Package(  # holds the network for sigma
        name="graphology",
        version="0.26.0",
        licence="MIT",
        folder="static/vendor/graphology",
        files={"dist/graphology.umd.min.js": "graphology.umd.min.js", "LICENSE.txt": "LICENSE.txt"},
    ),
    Package(  # whole fonts for print, beside the web's subsets and their licence text
        name="@kern-ux/native",
        version="2.7.2",
        licence="OFL-1.1",
        folder="static/vendor/fira-sans",
        files={
            "dist/fonts/fira-sans/FiraSans-Regular.woff2": "FiraSans-Regular.woff2",
            "dist/fonts/fira-sans/FiraSans-Bold.woff2": "FiraSans-Bold.woff2",
            "dist/fonts/fira-sans/FiraSans-Italic.woff2": "FiraSans-Italic.woff2",
        },
    ),
)


def sha256(content: bytes) -> str:
    """Return the hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def integrity(content: bytes) -> str:
    """Return npm's form of an integrity: `sha512-` and base64."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def read_lock(root: Path = ROOT) -> dict[str, Any]:
    """Read the manifest; an absent one is an empty one."""
    path = root / LOCK
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"packages": []}


def pack(package: Package, folder: Path) -> tuple[Path, str]:
    """Let npm fetch one package as a tarball (no script of it runs); return it and the integrity npm names."""
    asked = ["npm", "pack", "--ignore-scripts", "--json", f"{package.name}@{package.version}"]
    answer = json.loads(subprocess.run(asked, cwd=folder, check=True, capture_output=True, text=True).stdout)[0]
    return folder / str(answer["filename"]), str(answer["integrity"])


def verify(package: Package, tarball: Path, *expected: str | None) -> str:
    """Return a tarball's integrity; raise TamperedError when it is not each of the expected ones (None: not known)."""
    fetched = integrity(tarball.read_bytes())
    for wanted in expected:
        if wanted not in (None, fetched):
            raise TamperedError(f"{package.name} {package.version}: expected {wanted}, fetched {fetched}")
    return fetched


def unpack(tarball: Path, package: Package) -> dict[str, bytes]:
    """Read the files we take out of a tarball: path in the project -> content."""
    contents: dict[str, bytes] = {}
    with tarfile.open(tarball) as archive:
        for inside, name in package.files.items():
            member = archive.extractfile(f"package/{inside}")
            if member is None:
                raise TamperedError(f"{package.name}: {inside} is no file")
            contents[f"{package.folder}/{name}"] = member.read()
    return contents


def fetch(package: Package, known: str | None, root: Path = ROOT) -> dict[str, Any]:
    """Fetch one package, write its files and return its entry for the manifest; `known` is its locked integrity."""
    with tempfile.TemporaryDirectory() as temporary:
        tarball, named = pack(package, Path(temporary))
        fetched = verify(package, tarball, named, known)
        contents = unpack(tarball, package)
    for path, content in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return {
        "package": package.name,
        "version": package.version,
        "integrity": fetched,
        "licence": package.licence,
        "files": {path: sha256(content) for path, content in contents.items()},
    }


def fetch_all() -> None:
    """Fetch every package and write the manifest anew."""
    known = {(entry["package"], entry["version"]): entry["integrity"] for entry in read_lock()["packages"]}
    entries = []
    for package in PACKAGES:
        print(f"{package.name} {package.version}")
        entries.append(fetch(package, known.get((package.name, package.version))))
    text = json.dumps({"packages": entries}, indent=2, ensure_ascii=False)
    (ROOT / LOCK).write_text(text + "\n", encoding="utf-8")


def problems(root: Path = ROOT) -> list[str]:
    """Compare the files with the manifest; one sentence for each that is missing, changed, or not in the manifest."""
    found: list[str] = []
    listed: set[Path] = {root / LOCK}
    for entry in read_lock(root)["packages"]:
        for name, expected in entry["files"].items():
            path = root / name
            listed.add(path)
            if not path.exists():
                found.append(f"{name} is missing.")
            elif sha256(path.read_bytes()) != expected:
                found.append(f"{name} was changed.")
    for folder in ("static/vendor", "tests/vendor"):
        strangers = (path for path in (root / folder).rglob("*") if path.is_file() and path not in listed)
        found += [f"{path.relative_to(root)} is not in the manifest." for path in sorted(strangers)]
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line: fetch, or with --check compare and say what is wrong."""
    parser = argparse.ArgumentParser(description="Fetch or check third-party files.")
    parser.add_argument("--check", action="store_true", help="compare with the manifest, without network")
    if not parser.parse_args(arguments).check:
        fetch_all()
    found = problems()
    for sentence in found:
        print(sentence)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
