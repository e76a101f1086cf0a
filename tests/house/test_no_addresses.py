"""The project names no package registry, no folder of the machine it was written on and no tool of that workplace."""

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent.parent
NOT_OURS = {".git", ".venv", "instance", "__pycache__", ".mypy_cache", ".ruff_cache", ".hypothesis", ".pytest_cache"}


def spelled(*pieces: str) -> str:
    """Join pieces to a pattern that does not match the line it is written in."""
    return re.escape("".join(pieces))


PATTERNS = {
    "a registry's address": "|".join(
        [
            spelled("py", "pi.org"),
            spelled("python", "hosted.org"),
            spelled("registry.", "npm", "js"),
            spelled("npm", "mirror"),
            spelled("deb.", "debian.org"),
            spelled("archive.", "ubuntu.com"),
            spelled("un", "pkg.com"),
            spelled("js", "delivr"),
        ]
    ),
    "a folder of one machine": "|".join(
        [
            spelled("/wo", "rk/"),
            spelled("/ro", "ot/"),
            spelled("/tm", "p/plan"),
            spelled("/tm", "p/bash"),
            spelled("/opt/", "wheels"),
            spelled("/opt/", "pypi"),
            spelled("/home/", "user"),
        ]
    ),
    "a workplace's tool": "|".join(
        [
            spelled("farm", "-") + "[a-z]+ ",
            spelled("issues", " show"),
            spelled(".lib", "rary/"),
            spelled("shared", "/") + "(?!data)",
            spelled("bash", "_jobs"),
        ]
    ),
    "a setting that names an index": rf"(?m)^\s*{spelled('--', 'index-url')}|^\s*{spelled('--extra', '-index-url')}",
}


def texts(folder: Path) -> dict[str, str]:
    """Return every file of the project that is text, by its name."""
    command = ["git", "-C", str(folder), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    paths = [folder / name for name in listed.stdout.splitlines()] or list(folder.rglob("*"))
    own = (path for path in paths if path.is_file() and not NOT_OURS & set(path.relative_to(folder).parts))
    contents = {str(path.relative_to(folder)): path.read_bytes() for path in own}
    return {name: raw.decode(errors="replace") for name, raw in contents.items() if b"\0" not in raw[:4096]}


def findings(folder: Path, what: str) -> list[str]:
    """Return file, line and match of everything that fits a pattern."""
    pattern = re.compile(PATTERNS[what])
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group().strip()}"
        for name, text in sorted(texts(folder).items())
        for match in pattern.finditer(text)
    ]


@pytest.mark.parametrize("what", PATTERNS)
def test_the_project_does_not_hold(what: str) -> None:
    assert findings(CHECKOUT, what) == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a registry's address", "https://files.python" + "hosted.org/packages"),
        ("a folder of one machine", "see /wo" + "rk/main/run.py"),
        ("a workplace's tool", "as " + "shared" + "/look.md says"),
        ("a setting that names an index", "--" + "index-url https://example.org"),
    ],
)
def test_each_pattern_finds_what_it_is_for(tmp_path: Path, what: str, line: str) -> None:
    (tmp_path / "notes.md").write_text(f"good\n{line}\n../shared/data is fine\n", encoding="utf-8")

    assert [found.partition(": ")[0] for found in findings(tmp_path, what)] == ["notes.md:2"]
