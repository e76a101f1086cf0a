"""Checks PDF files with two independent checkers of accessibility, each in an environment kept apart from ours.

`python3 -m tools.check_pdf FILE...` says what they find and ends with 1 when that is anything; without a file it only
makes the environment .venv-pdf (about 390 MB). Both are lints that see part of PDF/UA-1: clean is no certificate.
Standard library only.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.bootstrap import Environment

EXTRA = "pdf-checkers"


def environment() -> Environment:
    """Return the checkers' environment, made or not."""
    return Environment(Path(__file__).resolve().parent.parent, ".venv-pdf")


def missing() -> str:
    """Return why the checkers cannot run here; empty when they can."""
    if environment().fits(EXTRA):
        return ""
    return "The PDF checkers are not installed; python3 -m tools.check_pdf does it."


def findings(files: list[Path], guesses: bool = True) -> str:
    """Return what the checkers have to say against the files; empty when they are clean.

    Without `guesses` outloud's warnings do not count: like rows on several pages look like running heads to it.
    """
    reports = []
    for program, *words in (("pdfua", "check"), ("outloud", "--fail-on", "warning" if guesses else "error")):
        command = [str(environment().python.parent / program), *words, *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode:
            reports.append(f"{program} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return "\n".join(reports)


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    if missing():
        environment().prepare(EXTRA)
    if not arguments:
        return 0
    found = findings([Path(name) for name in arguments])
    print(found or "Both checkers are content.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
