"""The developer's commands: test, check, bench, lock. Each is a thin cover over the tools that do the work."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    ("import-linter", ("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())")),
    ("djlint", ("-m", "djlint", "templates", "--lint", "--quiet")),
    (
        "size and addresses",
        (
            "-m",
            "pytest",
            "-q",
            "tests/house/test_size.py",
            "tests/house/test_no_addresses.py",
            "tests/house/test_vendored_assets.py",
        ),
    ),
)
SIDE_BY_SIDE = ("-q", "-n", "auto", "--maxprocesses", "4", "--dist", "load")
LOCKS = (
    ("runtime.in", "runtime.lock", ()),
    ("dev.in", "dev.lock", ("-c", "runtime.lock")),
    ("pdf-checkers.in", "pdf-checkers.lock", ()),
    ("embedding.in", "embedding.lock", ("-c", "runtime.lock")),
)


def run(words: tuple[str, ...]) -> int:
    """Run one of the environment's own programs in the checkout; return its exit code."""
    return subprocess.run([sys.executable, *words], cwd=ROOT, check=False).returncode


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def test(words: tuple[str, ...]) -> None:
    """Run all tests, on every processor (or those that pytest finds for the words behind the command, one after the other)."""
    sys.exit(run(("-m", "pytest", *(words or SIDE_BY_SIDE))))


@click.command()
def check() -> None:
    """Run every check of the code: style, types, imports between rooms, templates, sizes."""
    faults = []
    for name, words in CHECKS:
        click.echo(f"== {name}")
        if run(words):
            faults.append(name)
    if faults:
        sys.exit(f"Not clean: {', '.join(faults)}")
    click.echo("All checks are clean.")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def bench(words: tuple[str, ...]) -> None:
    """Measure, each figure beside its peer or limit: bench [pages|search|memory ...]."""
    sys.exit(run(("-m", "bench", *words)))


@click.command()
def lock() -> None:
    """Write the locks anew from requirements/*.in (needs the program uv)."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("The locks are made by uv: pip install uv, then try again.")
    for source, target, more in LOCKS:
        words = [
            uv,
            "pip",
            "compile",
            "-q",
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-header",
        ]
        subprocess.run([*words, *more, source, "-o", target], cwd=ROOT / "requirements", check=True)
    click.echo(f"New: {', '.join(f'requirements/{target}' for _, target, _ in LOCKS)}")
