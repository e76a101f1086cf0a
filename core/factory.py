"""Builds the house from its rooms: config, database, log-in, slots, doors, and what every answer carries."""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask.sessions import NullSession, SessionInterface
from jinja2 import StrictUndefined
from sqlalchemy.orm import configure_mappers
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from core import accounts, answers, assets, db, faults, shell, texts
from core.config import ROOT, Settings
from core.room import Room

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Number(IntegerConverter):
    """Whole numbers in addresses, small enough for every database."""

    regex = r"\d{1,9}"


class NoSession(SessionInterface):
    """The house keeps nothing in a signed cookie; log-ins have their own table."""

    def open_session(self, app: Flask, request: object) -> NullSession:  # noqa: ARG002 - Flask's signature
        """Return a session that may be read (empty) and never written."""
        return NullSession()

    def save_session(self, app: Flask, session: object, response: Response) -> None:
        """Store nothing."""


class House(Flask):
    """Flask with one transaction per request: committed inside the error handling, so that a failed commit is an error page."""

    session_interface = NoSession()

    def dispatch_request(self) -> Response:
        """Answer, then store what a writing request changed; forget it when the answer is an error."""
        answer = self.make_response(super().dispatch_request())
        if g.get("writes"):
            if answer.status_code < 400:  # noqa: PLR2004 - errors begin there
                db.commit()
            else:
                db.rollback()
        return answer


def build(rooms: Sequence[Room], settings: Settings) -> House:
    """Return an application with the given rooms, the floor first."""
    app = House("stadtkompass", static_folder=None, template_folder=str(ROOT / "templates"), root_path=str(ROOT))
    app.config.from_mapping(_flask_config(settings))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.converters["int"] = Number
    app.url_map.strict_slashes = False
    app.extensions.update(settings=settings, shelf={}, wake=threading.Event(), **_gathered(rooms))
    app.extensions["assets"] = assets.Assets(settings.instance / "static-cache", settings.logo)
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]  # Flask's documented way
    db.db.init_app(app)
    db.prepare(app)
    app.before_request(_begin)
    faults.install(app)
    answers.install(app)
    shell.install(app)
    accounts.install(app)
    _furnish(app, rooms)
    _settle()
    return app


def _settle() -> None:
    """Take what every process holds for ever out of the search for garbage, and search less often: a tenth of an import."""
    if not gc.get_freeze_count():
        configure_mappers()  # else every process would do it at its first request, and hold it apart
        gc.collect()
        gc.freeze()
        gc.set_threshold(5_000, 10, 10)


def _flask_config(settings: Settings) -> dict[str, Any]:
    """Translate our settings into Flask's."""
    engine: dict[str, Any] = {"hide_parameters": True}  # a fault's log must not hold what people wrote
    if not settings.sqlite:
        engine.update(pool_size=settings.threads, max_overflow=4)
        engine.update(insertmanyvalues_page_size=25)  # the driver keeps no longer texts, and reads them anew each time
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "MAX_CONTENT_LENGTH": settings.max_request_kb * 1024,
        "MAX_FORM_MEMORY_SIZE": settings.max_request_kb * 1024,
        "MAX_FORM_PARTS": 200,
    }


def _gathered(rooms: Sequence[Room]) -> dict[str, Any]:
    """Collect what all rooms bring, in their order."""
    slots: dict[str, list[Any]] = {}
    for room in rooms:
        for slot, hook in room.slots.items():
            slots.setdefault(slot, []).append(hook)
    return {
        "rooms": tuple(rooms),
        "slots": slots,
        "kinds": {kind.name: kind for room in rooms for kind in room.kinds},
        "verbs": {verb.name: verb for room in rooms for verb in room.verbs},
        "jobs": [job for room in rooms for job in room.jobs],
        "deliveries": {name: call for room in rooms for name, call in room.deliveries.items()},
        "entrances": sorted((e for room in rooms for e in room.entrances), key=lambda e: e.order),
        "texts": texts.gathered((room.texts, room.name) for room in rooms if room.texts),
    }


def _furnish(app: House, rooms: Sequence[Room]) -> None:
    """Hang the rooms' doors and commands into the house."""
    app.register_blueprint(assets.door)
    for room in rooms:
        for door in room.blueprints:
            app.register_blueprint(door)
        for command in room.commands:
            app.cli.add_command(command)
        if room.install:
            room.install(app)


def _begin() -> None:
    """Before anything else: refuse foreign senders, read the body (a slow one must not hold the lock), then say who writes."""
    if request.method not in WRITING:
        return
    answers.refuse_foreign_senders()
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "largest", request.max_content_length)
    if request.mimetype in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        _ = request.form
    else:
        request.get_data()
    if not getattr(view, "own_transactions", False):
        db.begin_writing()
