"""Make the list of German words for the same that suggestions are widened with, or check that it is untouched.

`python -m tools.thesaurus_list` takes OpenThesaurus as Debian packs it (mythes-de: `apt-get download`), compares its
checksum with core/search/thesaurus/thesaurus.lock.json and writes the list anew; `--check` compares what lies here,
without network. A line of the list is a group of words for the same, folded and apart from each other by a blank; phrases,
coarse, figurative and outdated meanings are left out, and so are groups so wide that they say nothing.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from core.search.analyser import fold
from core.search.stopwords import STOP_WORDS
from tools.vendor_assets import sha256

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path("core/search/thesaurus")
LOCK = FOLDER / "thesaurus.lock.json"
PACKAGE, VERSION = "mythes-de", "20160424-4"
LICENCE = "LGPL-2.1-or-later"
DATA, NOTICE = "usr/share/mythes/th_de_DE_v2.dat", "usr/share/doc/mythes-de/copyright"
WIDEST: Final = 25
_APART: Final = re.compile(r"\((?:vulg|derb|fig|ugs\., fig|veralt|Unterbegriff|Oberbegriff|Antonym)")
_REMARK: Final = re.compile(r"\([^)]*\)")
_WORD: Final = re.compile(r"[A-Za-zÄÖÜäöüß-]{3,30}")


def groups(lines: Iterator[str]) -> Iterator[frozenset[str]]:
    """Yield the groups of a MyThes file: its meanings are the lines that begin with a dash."""
    for line in lines:
        if not line.startswith("-|"):
            continue
        said = [_REMARK.sub("", one).strip() for one in line.strip().split("|")[1:] if not _APART.search(one)]
        words = {fold(one.replace("-", "")) for one in said if _WORD.fullmatch(one)} - STOP_WORDS
        if 2 <= len(words) <= WIDEST:  # noqa: PLR2004 - a word alone says nothing
            yield frozenset(words)


def written(found: Iterator[frozenset[str]]) -> bytes:
    """Pack groups, each once, in order."""
    lines = sorted({" ".join(sorted(group)) for group in found})
    return lzma.compress(("\n".join(lines) + "\n").encode("ascii", "ignore"), preset=9)


def fetch() -> None:
    """Fetch the package, write the list, the notice and the manifest."""
    known = json.loads((ROOT / LOCK).read_text(encoding="utf-8"))["package_sha256"] if (ROOT / LOCK).exists() else None
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run(["apt-get", "-q", "download", f"{PACKAGE}={VERSION}"], cwd=folder, check=True)
        (package,) = folder.glob("*.deb")
        checksum = sha256(package.read_bytes())
        if known not in (None, checksum):
            sys.exit(f"{PACKAGE} {VERSION} is not what it was.")
        subprocess.run(["dpkg-deb", "-x", package, folder / "out"], check=True)
        lines = iter((folder / "out" / DATA).read_text(encoding="utf-8").splitlines())
        contents = {"german.xz": written(groups(lines)), "COPYRIGHT.txt": (folder / "out" / NOTICE).read_bytes()}
    contents["LGPL-2.1.txt"] = (ROOT / FOLDER / "LGPL-2.1.txt").read_bytes()
    for name, content in contents.items():
        (ROOT / FOLDER / name).write_bytes(content)
    entry = {
        "package": PACKAGE,
        "version": VERSION,
        "upstream": "OpenThesaurus, openthesaurus.de",
        "package_sha256": checksum,
        "licence": LICENCE,
        "made_by": "tools/thesaurus_list.py",
        "files": {f"{FOLDER}/{name}": sha256(content) for name, content in sorted(contents.items())},
    }
    (ROOT / LOCK).write_text(json.dumps(entry, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def problems(root: Path = ROOT) -> list[str]:
    """Compare the files with the manifest; one sentence for each that is missing or changed."""
    entry = json.loads((root / LOCK).read_text(encoding="utf-8"))
    return [
        f"{name} is missing or was changed."
        for name, expected in entry["files"].items()
        if not (root / name).exists() or sha256((root / name).read_bytes()) != expected
    ]


def main() -> None:
    """Fetch, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare what lies here with the manifest")
    if parser.parse_args().check:
        found = problems()
        sys.exit("\n".join(found) if found else 0)
    fetch()


if __name__ == "__main__":
    main()
