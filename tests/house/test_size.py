"""Files, functions, views and templates stay small enough to be read: the ceilings of the house."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent.parent
FILE, FUNCTION, VIEW, TEMPLATE = 300, 40, 20, 120
NOT_OURS = {".git", ".venv", "instance", "vendor", "node_modules", "__pycache__"}
ROUTES = {"get", "post", "put", "delete", "patch", "route"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(folder: Path, ending: str) -> list[Path]:
    """Return the project's files: what git would take, or all on the disk where there is no git."""
    command = ["git", "-C", str(folder), "ls-files", "--cached", "--others", "--exclude-standard", "--", f"*{ending}"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    paths = [folder / name for name in names] or list(folder.rglob(f"*{ending}"))
    return sorted(path for path in paths if path.is_file() and not NOT_OURS & set(path.relative_to(folder).parts))


def length(path: Path) -> int:
    """Return the number of lines in a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    """Yield every function and method of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, Function):
            yield node


def is_view(function: Function) -> bool:
    """Say whether a blueprint's .get, .post or .route stands above the function."""
    calls = (decorator.func for decorator in function.decorator_list if isinstance(decorator, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTES for call in calls)


def long_files(folder: Path) -> list[str]:
    """Return the Python files over the ceiling; a migration is as long as its change."""
    own = [path for path in files(folder, ".py") if "migrations" not in path.parts]
    return [f"{path.relative_to(folder)}: {length(path)} lines, at most {FILE}" for path in own if length(path) > FILE]


def long_functions(folder: Path) -> list[str]:
    """Return the functions and views over their ceilings, counted from def to the last line."""
    found = []
    for path in files(folder, ".py"):
        if "migrations" in path.parts:
            continue
        for function in functions(path):
            lines = (function.end_lineno or function.lineno) - function.lineno + 1
            kind, ceiling = ("view", VIEW) if is_view(function) else ("function", FUNCTION)
            if lines > ceiling:
                place = f"{path.relative_to(folder)}:{function.lineno}"
                found.append(f"{place}: {kind} {function.name} has {lines} lines, at most {ceiling}")
    return found


def long_templates(folder: Path) -> list[str]:
    """Return the templates over the ceiling."""
    own = [path for ending in (".html", ".jinja", ".txt") for path in files(folder, ending) if in_templates(path)]
    return [
        f"{path.relative_to(folder)}: {length(path)} lines, at most {TEMPLATE}"
        for path in own
        if length(path) > TEMPLATE
    ]


def in_templates(path: Path) -> bool:
    """Say whether a file is a template rather than a licence or a list of words."""
    return "templates" in path.parts


def test_python_files_are_short() -> None:
    assert long_files(CHECKOUT) == []


def test_functions_and_views_are_short() -> None:
    assert long_functions(CHECKOUT) == []


def test_templates_are_short() -> None:
    assert long_templates(CHECKOUT) == []


@pytest.fixture
def untidy(tmp_path: Path) -> Path:
    """Give a tree in which every ceiling is missed by one line, and vendored files that nobody counts."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "vendor").mkdir()
    (tmp_path / "templates" / "long.html").write_text("<p>\n" * 121, encoding="utf-8")
    (tmp_path / "templates" / "fits.html").write_text("<p>\n" * 120, encoding="utf-8")
    (tmp_path / "long.py").write_text("x = 1\n" * 301, encoding="utf-8")
    (tmp_path / "fits.py").write_text("x = 1\n" * 300, encoding="utf-8")
    (tmp_path / "vendor" / "theirs.py").write_text("x = 1\n" * 999, encoding="utf-8")
    view = "@room.get('/')\n@cached\ndef view():\n" + "    x = 1\n" * 20
    function = "def function():\n" + "    x = 1\n" * 40
    fits = "@room.post('/')\ndef fits():\n" + "    x = 1\n" * 19
    (tmp_path / "functions.py").write_text(view + function + fits, encoding="utf-8")
    return tmp_path


def test_one_line_too_many_is_found_and_named(untidy: Path) -> None:
    assert long_files(untidy) == ["long.py: 301 lines, at most 300"]
    assert long_templates(untidy) == ["templates/long.html: 121 lines, at most 120"]
    assert long_functions(untidy) == [
        "functions.py:3: view view has 21 lines, at most 20",
        "functions.py:24: function function has 41 lines, at most 40",
    ]
