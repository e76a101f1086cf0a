"""What every page may use: texts, navigation, notices, dates in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, g, request, url_for
from werkzeug.routing import BuildError

from core import accounts, assets, clock, slots, texts
from core.answers import door_of_request
from core.config import settings
from core.forms import DeskForm
from core.rights import allows
from core.room import Entrance

SHELL = "stadtkompass.shell"
NOTICE = re.compile(r"[a-z-]{1,40}")
kept = lru_cache(maxsize=500)
"""Makes a macro that draws the same for the same words (a stage, a chip) draw it once; never for what people wrote."""


@dataclass(frozen=True)
class MenuItem:
    """One word of the menu as the shell shows it."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True)
class Notice:
    """One sentence at the top of a page after something was done."""

    kind: str
    sentence: str


class LogoutForm(DeskForm):
    """Abmelden: only a token."""


def inside() -> bool:
    """Tell whether this page belongs to the office."""
    door = door_of_request()
    return door is not None and door.audience == "desk"


def navigation() -> list[MenuItem]:
    """Return the menu for this reader and this side of the counter."""
    office = inside()
    viewer = accounts.viewer() if office else None  # the public menu is the same for all
    entrances: list[Entrance] = current_app.extensions["entrances"]
    wanted = [e for e in entrances if (e.right is not None) == office]
    allowed = [e for e in wanted if e.right is None or (viewer and allows(viewer.role, e.right))]
    items = [(e, url_for(e.endpoint)) for e in allowed]
    below = [(start, e) for e, address in items for start in (address, *e.also) if _under(request.path, start)]
    best = max(below, key=lambda one: len(one[0]), default=("", None))[1]
    return [MenuItem(e.label, address, current=e is best) for e, address in items]


def _under(path: str, address: str) -> bool:
    return path == address or path.startswith(address.rstrip("/") + "/")


def notices() -> list[Notice]:
    """Return the sentence that belongs to ?notiz=, if a room knows it."""
    code = request.args.get("notiz", "")
    key = f"notice.{code}"
    if not NOTICE.fullmatch(code) or key not in texts.wordings():
        return []
    return [Notice("success", texts.text(key))]


def _context() -> dict[str, Any]:
    """Return what StrictUndefined may find in every template, made once a request: a page draws many parts of itself."""
    viewer, made = accounts.viewer() if inside() else None, request.environ.get(SHELL)
    if made is None or made["viewer"] is not viewer:
        request.environ[SHELL] = made = _shell(viewer)
    return {**made}


def _shell(viewer: accounts.Viewer | None) -> dict[str, Any]:
    """Return it for this reader; what needs the database is called, not computed."""
    return {
        "text": texts.text,
        "text_page": texts.page,
        "asset": assets.address,
        "logo": assets.logo(),
        "slot": slots.parts,
        "demo": settings().demo,
        "viewer": viewer,
        "navigation": navigation(),
        "notices": notices(),
        "logout_form": LogoutForm() if viewer else None,
    }


def address_or_none(endpoint: str, **values: Any) -> str | None:  # noqa: ANN401 - url_for's own values
    """Return an address, or None when no room has this door."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return None


def install(app: Flask) -> None:
    """Give templates the shell's names and filters."""
    app.context_processor(_context)
    app.jinja_env.filters["day"] = clock.day_in_words
    app.jinja_env.filters["moment"] = clock.time_in_words
    app.jinja_env.filters["hour"] = clock.hour_in_words
    app.jinja_env.filters["kept"] = kept
    app.jinja_env.filters["iso_day"] = lambda moment: clock.local(moment).date().isoformat()
    app.jinja_env.globals["faulty_form"] = lambda: bool(g.get("faulty_form"))
    app.jinja_env.globals["address_or_none"] = address_or_none
