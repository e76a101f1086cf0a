"""What the papers say is true: every setting and command is described, every word of the glossary is in the code."""

from __future__ import annotations

import ast
import dataclasses
import re

import click
import pytest

from core.config import PREFIX, ROOT, Settings
from run import cli

OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROOMS = ("core", "radar", "ideas", "compass", "dialogues", "circles", "kickbox", "papers", "demo")


def commands(group: click.Group, before: str = "") -> list[str]:
    """Return every command with the words in front of it."""
    found = []
    for name, command in group.commands.items():
        found += commands(command, f"{before}{name} ") if isinstance(command, click.Group) else [f"{before}{name}"]
    return found


@pytest.mark.parametrize("field", dataclasses.fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_described_as_the_code_does(field: dataclasses.Field[object]) -> None:
    assert f"| `{PREFIX}{field.name.upper()}` |" in OPERATING
    assert str(field.metadata["sentence"]) in OPERATING


def test_no_setting_is_invented() -> None:
    known = {PREFIX + field.name.upper() for field in dataclasses.fields(Settings)}
    assert set(re.findall(r"STADTKOMPASS_[A-Z0-9_]+", OPERATING)) <= known


@pytest.mark.parametrize("command", commands(cli))
def test_every_command_is_described(command: str) -> None:
    assert re.search(rf"`{command}[` ]", OPERATING), command


def test_no_command_is_invented() -> None:
    known = {command.split()[0] for command in commands(cli)}
    assert set(re.findall(r"python run\.py ([a-z]+)", OPERATING + README)) <= known


def names_in_code() -> set[str]:
    """Return the names of all modules, classes, functions and constants of the house."""
    found = set()
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        found |= {path.stem, path.parent.name}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name):
                found.add(node.id)
    return found


def test_every_word_of_the_glossary_is_in_the_code() -> None:
    names = names_in_code()
    rows = [line.split("|") for line in GLOSSARY.splitlines() if line.startswith("| ") and "---" not in line]
    words = [word for row in rows[1:] for word in re.findall(r"`([^`]+)`", row[2])]
    assert len(words) > 20
    assert [word for word in words if word not in names] == []


@pytest.mark.parametrize("text", [TOUR, README], ids=["tour", "readme"])
def test_the_files_that_are_named_are_there(text: str) -> None:
    named = re.findall(
        r"\b(?:core|ideas|radar|compass|dialogues|circles|kickbox|papers|demo|templates|docs|tests|migrations)/[\w./-]+",
        text,
    )
    paths = {match.rstrip("/") for match in named}
    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path.rstrip(".")).exists()] == []


BASES = {"Base", "JobRow", "LineRow", "SourceRow"}


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in {"core", "demo"}])
def test_a_domain_class_begins_with_its_german_word(room: str) -> None:
    files = [ROOT / room / "models.py", *(ROOT / room / "models").glob("*.py"), *(ROOT / room).glob("*/models.py")]
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files if file.is_file()]
    classes = [
        node
        for tree in trees
        for node in tree.body
        if isinstance(node, ast.ClassDef) and BASES & {ast.unparse(base) for base in node.bases}
    ]
    said = {node.name: (ast.get_docstring(node) or "").split()[0] for node in classes}
    assert said
    assert all(word[0].isupper() and word not in {"The", "A", "An", "One", "Row"} for word in said.values()), said
