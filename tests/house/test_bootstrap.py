"""A newcomer's machine is set up once, repaired when something broke, and told in a sentence what is missing."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from core import pdf
from tools import bootstrap, check_pdf, parts

CHECKOUT = Path(bootstrap.__file__).parent.parent
DEBIAN = parts.Machine(distribution="debian", has_apt=True, is_root=False)
UBUNTU = parts.Machine(distribution="ubuntu", has_apt=True, is_root=True)
MAC = parts.Machine(distribution="", has_apt=False, is_root=False)
SCRIPT = """
import sys
sys.path.insert(0, {home!r})
from pathlib import Path
from tools import bootstrap
bootstrap.ensure(sys.argv[1], Path(__file__).parent)
import tiny
print("ready", tiny.VERSION, sys.prefix)
"""


def wheel(folder: Path, version: str) -> str:
    """Write a wheel of one module and return its line in a lock."""
    folder.mkdir(exist_ok=True)
    path = folder / f"tiny-{version}-py3-none-any.whl"
    about = f"tiny-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tiny.py", f"VERSION = '{version}'\n")
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n")
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", f"tiny.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n")
    return f"tiny=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def lock(checkout: Path, extra: str, *lines: str) -> None:
    """Write a lock that finds its packages beside it and nowhere else."""
    (checkout / "requirements").mkdir(exist_ok=True)
    text = "--no-index\n" + f"--find-links {checkout / 'wheels'}\n" + "".join(lines)
    (checkout / "requirements" / f"{extra}.lock").write_text(text, encoding="utf-8")


def start(checkout: Path, extra: str = "runtime") -> subprocess.CompletedProcess[str]:
    """Start the checkout's script with the interpreter beneath our own environment, as a newcomer would."""
    base = str(getattr(sys, "_base_executable", sys.executable))
    command = [base, str(checkout / "start.py"), extra]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a checkout whose locks name one package made here: nothing is fetched."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    line = wheel(folder / "wheels", "1.0")
    lock(folder, "runtime", line)
    lock(folder, "dev", line)
    (folder / "start.py").write_text(SCRIPT.format(home=str(CHECKOUT)), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_the_life_of_an_environment(checkout: Path) -> None:
    environment = bootstrap.Environment(checkout)
    ready = f"ready 1.0 {checkout / '.venv'}\n"

    first = start(checkout)
    assert (first.returncode, first.stdout) == (0, ready), first.stderr
    assert "Installing 1 packages" in first.stderr

    again = start(checkout)
    assert (again.stdout, again.stderr) == (ready, "")

    assert start(checkout, "dev").stdout == ready  # dev brings its own stamp ...
    environment.stamp("runtime").unlink()
    assert environment.fits("dev")
    assert not environment.fits("runtime")  # ... and each is looked at for itself

    lock(checkout, "runtime", wheel(checkout / "wheels", "1.1"))
    newer = start(checkout)
    assert newer.stdout == ready.replace("1.0", "1.1"), newer.stderr
    assert "Making" not in newer.stderr
    assert not environment.fits("dev")  # a dev environment holds the runtime lock too

    environment.unfinished.touch()  # as after a kill in the middle of pip
    repaired = start(checkout)
    assert "Making the environment" in repaired.stderr
    assert repaired.stdout == newer.stdout

    environment.python.unlink()  # as after the interpreter beneath went away
    assert not environment.fits("runtime")
    assert not environment.is_usable()


@pytest.mark.slow
def test_a_package_with_a_foreign_hash_is_not_installed(checkout: Path) -> None:
    wheel(checkout / "wheels", "1.2")
    lock(checkout, "runtime", f"tiny==1.2 --hash=sha256:{'0' * 64}\n")

    refused = start(checkout)

    assert refused.returncode == 1
    assert "A package is not the one the lock names" in refused.stderr
    assert not bootstrap.Environment(checkout).fits("runtime")


def test_our_own_locks_agree() -> None:
    environment = bootstrap.Environment(CHECKOUT)
    runtime, dev = environment.pins("runtime"), environment.pins("dev")

    assert len(runtime) > 20
    assert {name: dev.get(name) for name in runtime} == runtime


def test_an_older_python_is_told_so() -> None:
    assert bootstrap.python_too_old((3, 11)) is None
    assert bootstrap.python_too_old((3, 9)) == "Stadtkompass needs Python 3.11 or newer; this is Python 3.9."


def test_debians_python_gets_its_package() -> None:
    debian = str(Path("/usr/bin/python3").resolve())
    packages, sentence = bootstrap.venv_trouble(debian, DEBIAN)

    assert packages == ["python3-venv"]
    assert sentence.splitlines()[-1] == "sudo apt-get update && sudo apt-get install -y python3-venv"


def test_a_second_debian_python_gets_the_package_of_its_version() -> None:
    version = f"python3.{sys.version_info[1]}"

    assert bootstrap.venv_trouble(f"/usr/bin/{version}-other", DEBIAN)[0] == [f"{version}-venv"]


@pytest.mark.parametrize(("python", "machine"), [("/opt/python/bin/python3", DEBIAN), ("/usr/bin/python3", MAC)])
def test_other_pythons_without_ensurepip_are_named(python: str, machine: parts.Machine) -> None:
    packages, sentence = bootstrap.venv_trouble(python, machine)

    assert packages == []
    assert sentence.startswith(f"{python} lacks the modules venv and ensurepip")


@pytest.mark.parametrize(
    ("machine", "packages"),
    [(DEBIAN, ["chromium", "postgresql"]), (UBUNTU, ["postgresql"]), (MAC, [])],
    ids=["debian", "ubuntu", "elsewhere"],
)
def test_what_apt_can_bring(machine: parts.Machine, packages: list[str]) -> None:
    assert parts.installable([parts.CHROMIUM, parts.POSTGRESQL], machine) == packages


def apt_get(folder: Path, code: int) -> str:
    """Put an apt-get into a folder that writes down what it was asked and ends with code; return a PATH with it first."""
    path = folder / "apt-get"
    path.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/asked"\nexit {code}\n', encoding="utf-8")
    path.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def test_root_gets_what_pdf_files_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", apt_get(tmp_path, 0))

    assert parts.print_trouble(UBUNTU) is None
    asked = (tmp_path / "asked").read_text(encoding="utf-8").splitlines()
    assert asked[-1].endswith("--no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


def test_without_root_or_network_the_demo_goes_on_and_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = "sudo apt-get update && sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    monkeypatch.setenv("PATH", apt_get(tmp_path, 100))

    assert str(parts.print_trouble(UBUNTU)).endswith(f"everything else works. To have them: {line}")
    assert parts.print_trouble(DEBIAN) == parts.print_trouble(UBUNTU)
    assert str(parts.print_trouble(MAC)).endswith("everything else works. They need Pango.")


def test_the_pages_name_the_same_packages_as_the_tools() -> None:
    assert parts.PANGO.packages == pdf.PACKAGES


def test_the_pdf_checkers_have_an_environment_and_a_lock_of_their_own() -> None:
    environment = check_pdf.environment()

    assert environment.folder == CHECKOUT / ".venv-pdf"
    assert {name: environment.pins("pdf-checkers")[name] for name in ("pdfua", "outloud")} == {
        "pdfua": "0.1.3",
        "outloud": "0.2.1",
    }
    assert environment.locks("pdf-checkers") == ("pdf-checkers",)
    assert environment.locks("dev") == ("runtime", "dev")


def test_the_newest_postgresql_is_newer_by_number_not_by_letter() -> None:
    assert max(["9.6", "15", "8.4"], key=parts.version_in) == "15"


def test_os_release_is_read_without_quotes(tmp_path: Path) -> None:
    path = tmp_path / "os-release"
    path.write_text('NAME="Debian GNU/Linux"\n# ID=other\n\nID=debian\n', encoding="utf-8")

    assert parts.os_release(str(path))["ID"] == "debian"
    assert parts.os_release(str(tmp_path / "none")) == {}


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("WARNING: Retrying after connection broken by NewConnectionError(...)", "the package index does not answer"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "A package is not the one the lock names"),
        ("ERROR: [Errno 28] No space left on device", "No space left on device"),
    ],
)
def test_pips_trouble_becomes_a_sentence(output: str, sentence: str) -> None:
    assert sentence in bootstrap.install_trouble(output)


def test_make_passes_word_and_variables(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(
        "import os, sys\nprint(*sys.argv[1:], *(os.environ.get(name) for name in ('RESET', 'HOST', 'PORT')))\n",
        encoding="utf-8",
    )
    command = ["make", "-s", "-C", str(tmp_path), "-f", str(CHECKOUT / "Makefile"), f"PYTHON={sys.executable}"]
    environment = {name: value for name, value in os.environ.items() if name not in {"RESET", "HOST", "PORT"}}

    def make(*words: str) -> str:
        return subprocess.run([*command, *words], env=environment, capture_output=True, text=True, check=True).stdout

    assert make("demo", "RESET=1", "PORT=8123") == "demo 1 None 8123\n"
    assert make("test", "ARGS=-k ideas") == "test -k ideas None None None\n"
