"""Settings: three must be there, each lack is one sentence, nothing is guessed."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys

import pytest

from core.config import PREFIX, ROOT, SettingMissing, Settings

COMPLETE = {
    "STADTKOMPASS_SECRET_KEY": "s" * 40,
    "STADTKOMPASS_DATABASE_URL": "sqlite:////nowhere/house.db",
    "STADTKOMPASS_BASE_URL": "https://ideen.example.org",
}


def test_a_complete_environment_opens() -> None:
    assert Settings.read(COMPLETE).require().base_url == "https://ideen.example.org"


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_each_of_the_three_is_asked_for_in_one_sentence(name: str) -> None:
    lacking = {key: value for key, value in COMPLETE.items() if key != name}
    with pytest.raises(SettingMissing) as refusal:
        Settings.read(lacking).require()
    assert str(refusal.value).startswith(f"{name} is not set. ")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_the_command_line_says_it_too_and_ends(name: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    environment |= {key: value for key, value in COMPLETE.items() if key != name}
    done = subprocess.run(
        [sys.executable, "run.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        line for line in done.stderr.strip().splitlines() if line.startswith(name)
    ]


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("SECRET_KEY", "short", "too short"),
        ("BASE_URL", "ideen.example.org", "no address"),
        ("BASE_URL", "ftp://ideen.example.org", "no address"),
    ],
)
def test_a_useless_value_is_said(name: str, value: str, word: str) -> None:
    with pytest.raises(SettingMissing, match=word):
        Settings.read({**COMPLETE, PREFIX + name: value}).require()


def test_a_number_must_be_one() -> None:
    with pytest.raises(SettingMissing, match="whole number"):
        Settings.read({**COMPLETE, "STADTKOMPASS_PORT": "eight"})


def test_host_and_port_are_known_without_prefix() -> None:
    found = Settings.read({**COMPLETE, "HOST": "0.0.0.0", "PORT": "9000"})  # noqa: S104 - only a text here
    assert (found.host, found.port) == ("0.0.0.0", 9000)  # noqa: S104 - only a text here


def test_every_setting_has_its_sentence() -> None:
    assert all(field.metadata["sentence"].endswith((".", "org")) for field in dataclasses.fields(Settings))


def test_proxies_are_not_trusted_unless_said() -> None:
    assert Settings.read(COMPLETE).trusted_proxies == 0
