"""Third-party files lie here unchanged, with their licences, and the check notices when they do not."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tools import vendor_assets

CHECKOUT = Path(__file__).parent.parent.parent
FONT = "static/vendor/fira-sans/fira-sans-latin-400-normal.woff2"
URL = re.compile(r'url\("([^"]+)"\)')


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the vendored files and their manifest."""
    for folder in ("static/vendor", "tests/vendor"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    return tmp_path


def test_every_vendored_file_is_what_the_manifest_says() -> None:
    assert vendor_assets.problems() == []


def test_the_manifest_names_the_packages_of_the_tool() -> None:
    locked = {
        (e["package"], e["version"], e["licence"], tuple(sorted(e["files"])))
        for e in vendor_assets.read_lock()["packages"]
    }

    wanted = {
        (p.name, p.version, p.licence, tuple(sorted(f"{p.folder}/{name}" for name in p.files.values())))
        for p in vendor_assets.PACKAGES
    }
    assert locked == wanted


def test_a_changed_file_is_noticed(copy: Path) -> None:
    with (copy / FONT).open("ab") as font:
        font.write(b"x")

    assert vendor_assets.problems(copy) == [f"{FONT} was changed."]


def test_a_missing_file_is_noticed(copy: Path) -> None:
    (copy / FONT).unlink()

    assert vendor_assets.problems(copy) == [f"{FONT} is missing."]


def test_a_stranger_is_noticed(copy: Path) -> None:
    (copy / "tests/vendor/axe/more.js").write_text("1")

    assert vendor_assets.problems(copy) == ["tests/vendor/axe/more.js is not in the manifest."]


def test_a_tarball_that_is_not_the_locked_one_is_refused(tmp_path: Path) -> None:
    tarball = tmp_path / "axe-core.tgz"
    tarball.write_bytes(b"not the package")
    own = vendor_assets.integrity(b"not the package")

    assert vendor_assets.verify(vendor_assets.PACKAGES[2], tarball, own, None) == own
    with pytest.raises(vendor_assets.TamperedError, match="axe-core"):
        vendor_assets.verify(vendor_assets.PACKAGES[2], tarball, own, "sha512-locked")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("static/vendor/kern/2.7.2/LICENSE.md", "European Union Public Licence"),
        ("static/vendor/fira-sans/OFL.txt", "SIL OPEN FONT LICENSE Version 1.1"),
        ("tests/vendor/axe/LICENSE", "Mozilla Public License"),
        ("static/vendor/leaflet/LICENSE", "BSD 2-Clause License"),
        ("static/vendor/sigma/LICENSE.txt", "Permission is hereby granted, free of charge"),
        ("static/vendor/graphology/LICENSE.txt", "Permission is hereby granted, free of charge"),
    ],
)
def test_each_licence_text_lies_beside_its_files(path: str, words: str) -> None:
    assert words.lower() in (CHECKOUT / path).read_text(encoding="utf-8").lower()


def test_the_manifest_holds_no_address() -> None:
    assert "://" not in json.dumps(vendor_assets.read_lock())


def test_our_style_sheet_asks_only_for_files_that_exist() -> None:
    asked = URL.findall((CHECKOUT / "static/app.css").read_text(encoding="utf-8"))

    missing = [address for address in asked if not (CHECKOUT / "static" / address).is_file()]
    assert len(asked) == 4
    assert missing == []
