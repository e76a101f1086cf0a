"""Process settings: name, default, one sentence; read from the environment as STADTKOMPASS_<NAME>."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from flask import current_app

PREFIX = "STADTKOMPASS_"
MAP_SERVER = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(?=/|\?|$)")
"""An origin that can stand in a content policy: one host by name, nothing that would open more."""
ROOT = Path(__file__).resolve().parent.parent


class SettingMissing(Exception):
    """A setting that the house cannot open without, said in one sentence."""


def _setting(default: Any, sentence: str) -> Any:  # noqa: ANN401 - a field of any of the plain types below
    """Declare one setting with its default and the sentence that docs/operating.md shows."""
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Settings:
    """Everything a city sets outside the pages; one field is one environment variable."""

    secret_key: str = _setting("", "Long random text that signs forms and codes; keep it, or Merk-Codes stop working.")
    database_url: str = _setting(
        "", "Where the data lies: sqlite:///path/file.db or postgresql+psycopg://user@host/name."
    )
    base_url: str = _setting("", "Public address of the site, used in letters, e.g. https://ideen.example.org")
    instance_dir: str = _setting(
        str(ROOT / "instance"), "Folder for the search index, compressed static files and, in the demo, letters."
    )
    logo: str = _setting(
        "", "Path of a picture (SVG or PNG) that stands in the head of every page instead of our mark."
    )
    host: str = _setting("127.0.0.1", "Address the built-in server listens on.")
    port: int = _setting(8000, "Port the built-in server listens on.")
    threads: int = _setting(8, "Threads of the built-in server.")
    trusted_proxies: int = _setting(0, "How many reverse proxies in front are ours; 0 ignores all forwarding headers.")
    worker: str = _setting(
        "separate", "Who delivers letters and fills the search index: separate (`python run.py work`) or thread."
    )
    smtp_host: str = _setting("localhost", "Mail server that takes our letters.")
    smtp_port: int = _setting(25, "Port of the mail server.")
    smtp_security: str = _setting("none", "none, starttls or tls.")
    smtp_user: str = _setting("", "Name at the mail server; empty for none.")
    smtp_password: str = _setting("", "Password at the mail server.")
    smtp_timeout: int = _setting(20, "Seconds to wait for the mail server.")
    mail_from: str = _setting("", "Sender of all letters; empty takes the office's address from the texts.")
    mail_folder: str = _setting("", "When set, letters are written there as .eml files instead of being sent.")
    idle_minutes: int = _setting(30, "A log-in ends after so many minutes without a click.")
    session_hours: int = _setting(10, "A log-in ends at the latest after so many hours.")
    form_hours: int = _setting(24, "How long an opened public form may be sent.")
    form_min_seconds: int = _setting(3, "Public forms sent faster than this are put aside as suspicious.")
    ideas_per_hour: int = _setting(10, "More ideas an hour from one source are put aside as suspicious, never refused.")
    proof_of_work: bool = _setting(
        default=False,
        sentence="Let browsers do a little sum (ALTCHA) before they send an idea; ideas without it are read last, never refused.",
    )
    proof_hardness: int = _setting(50_000, "Largest number of that sum; a browser tries half of so many hashes.")
    taps_per_hour: int = _setting(60, "More taps of interest an hour from one source have to wait.")
    additions_per_hour: int = _setting(
        10, "More notes on ideas an hour from one source are put aside as suspicious, never refused."
    )
    follows_per_hour: int = _setting(20, "More requests for letters about ideas an hour from one source have to wait.")
    similar_per_hour: int = _setting(
        900, "How often an hour one source (a household, a school) may ask for similar ideas while writing."
    )
    wrong_codes_per_minute: int = _setting(
        10, "Wrong Merk-Codes or passwords a minute from one source before it has to wait."
    )
    letters_per_day: int = _setting(3, "Confirmation letters a day to one address.")
    letters_wait_minutes: int = _setting(
        10,
        "Letters about a step of an idea leave so many minutes later; until then the office can take the step back. 0: at once.",
    )
    max_request_kb: int = _setting(1024, "Largest request body in kilobytes.")
    map_tiles: str = _setting(
        "",
        "Address of map pictures for Leaflet, of the city's own geo service: with {z}, {x}, {y} for tiles, without for WMS; "
        "empty shows no such map. Every reader's browser then asks that server.",
    )
    map_layers: str = _setting("", "Names of the WMS layers, with commas between them; empty means tiles.")
    map_source: str = _setting("", "Whom the map's pictures come from, as it must stand on the map.")
    map_box: str = _setting(
        "8.37,51.91,8.68,52.12", "West, south, east, north of the city in degrees; points outside are not taken."
    )
    districts_geojson: str = _setting(
        "", "Path of a GeoJSON file with the districts (WGS 84), drawn where no map of pictures is shown."
    )
    districts_name: str = _setting("name", "Which property of the districts' file holds the name of the Stadtbezirk.")
    scan_command: str = _setting(
        "", "Command that checks a file for malware (its path is put behind): ends with 0 clean, 1 found."
    )
    scan_socket: str = _setting("", "Socket of a running clamd, a path or host:port, when there is no command.")
    files_per_hour: int = _setting(30, "More photos and PDFs an hour from one source have to wait.")
    sqlite_synchronous: str = _setting(
        "FULL", "SQLite's durability; anything but FULL may lose what was acknowledged in a power cut."
    )
    argon2_memory_kb: int = _setting(65536, "Memory of one password hash in KiB.")
    argon2_rounds: int = _setting(3, "Rounds of one password hash.")
    demo: bool = _setting(
        default=False, sentence="Set by `python run.py demo` only: banner, log-in link, letters on a page."
    )

    def __post_init__(self) -> None:
        """Let a relative SQLite path lie in the instance folder, whoever opens it."""
        kind, _, path = self.database_url.partition(":///")
        if kind.startswith("sqlite") and path and not Path(path).is_absolute():
            object.__setattr__(self, "database_url", f"{kind}:///{self.instance.resolve() / path}")

    @property
    def instance(self) -> Path:
        """The instance folder as a path."""
        return Path(self.instance_dir)

    @property
    def secure(self) -> bool:
        """Whether people reach us over https, so that cookies may say Secure."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def map_server(self) -> str:
        """The origin that map pictures come from, the only foreign one a page may ask; empty without such a map."""
        found = MAP_SERVER.match(self.map_tiles)
        return found[0] if found else ""

    @property
    def sqlite(self) -> bool:
        """Whether the embedded engine is in use."""
        return self.database_url.startswith("sqlite")

    def require(self) -> Settings:
        """Return self when the house can open; raise SettingMissing with one sentence otherwise."""
        for name in ("secret_key", "database_url", "base_url"):
            if not getattr(self, name):
                sentence = {f.name: f.metadata["sentence"] for f in dataclasses.fields(self)}[name]
                raise SettingMissing(f"{PREFIX}{name.upper()} is not set. {sentence}")
        if len(self.secret_key) < 32:  # noqa: PLR2004 - 32 characters are 128 bits and more in hex
            raise SettingMissing(f"{PREFIX}SECRET_KEY is too short: give at least 32 random characters.")
        if urlsplit(self.base_url).scheme not in {"http", "https"} or not urlsplit(self.base_url).netloc:
            raise SettingMissing(f"{PREFIX}BASE_URL is no address: it looks like https://ideen.example.org")
        if self.map_tiles and not MAP_SERVER.match(self.map_tiles):
            raise SettingMissing(
                f"{PREFIX}MAP_TILES is no address: it looks like https://karten.example.org/{{z}}/{{x}}/{{y}}.png"
            )
        return self

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None, **given: object) -> Settings:
        """Read settings from the environment; `given` wins. HOST and PORT are understood without prefix too."""
        environment = os.environ if environment is None else environment
        kinds = get_type_hints(cls)
        values: dict[str, object] = {}
        for setting in dataclasses.fields(cls):
            plain = environment.get(setting.name.upper()) if setting.name in {"host", "port"} else None
            raw = environment.get(PREFIX + setting.name.upper(), plain)
            if raw is not None:
                values[setting.name] = _convert(setting.name, raw, kinds[setting.name])
        return cls(**{**values, **given})  # type: ignore[arg-type]  # names and types come from the fields themselves


def _convert(name: str, raw: str, kind: type) -> object:
    """Turn an environment text into the setting's type; a wrong one is said in a sentence."""
    if kind is bool:
        return raw.strip().lower() in {"1", "true", "yes", "ja"}
    if kind is int:
        try:
            return int(raw)
        except ValueError:
            raise SettingMissing(f"{PREFIX}{name.upper()} must be a whole number, not {raw!r}.") from None
    return raw


def settings() -> Settings:
    """Return the settings of the running application."""
    found = current_app.extensions["settings"]
    assert isinstance(found, Settings)  # noqa: S101 - tells mypy what build() put there
    return found
