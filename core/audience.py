"""Who enters: public, desk, seat, council, holder. The blueprint carries the guard, so no new view can forget it."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from core import accounts, links
from core.accounts import security_log
from core.config import settings
from core.db import View
from core.errors import NotThere
from core.rights import Right, allows
from core.things import Thing

READING = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIES = {"seat": "stadtkompass-platz", "council": "stadtkompass-rat"}


class Door(Blueprint):
    """A blueprint that knows its audience; docs/doors.md and the walk over all addresses read it."""

    audience = "public"
    reads: Right | None = None
    writes: Right | None = None
    demo_only = False
    for_programs = False


def public(name: str, import_name: str, **given: str) -> Door:
    """Make a blueprint that everybody may enter; it sets no cookie."""
    return Door(name, import_name, **given)  # type: ignore[arg-type]  # url_prefix and the like


def desk(name: str, import_name: str, *, reads: Right, writes: Right, **given: str) -> Door:
    """Make a blueprint for the office: log-in, then one right for reading and one for changing."""
    door = Door(name, import_name, **given)  # type: ignore[arg-type]  # url_prefix and the like
    door.audience, door.reads, door.writes = "desk", reads, writes

    @door.before_request
    def guard() -> AnyResponse | None:
        viewer = accounts.viewer()
        if viewer is None:
            here = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("accounts.log_in", weiter=here), HTTPStatus.SEE_OTHER)
        right = reads if request.method in READING else writes
        if not allows(viewer.role, right):
            security_log.say("door refused", viewer.id, door=name)
            abort(HTTPStatus.FORBIDDEN)
        return None

    return door


def _guest(audience: str, name: str, import_name: str, given: dict[str, str]) -> Door:
    """Make a blueprint for people who came in by a link and hold a pass in a cookie."""
    door = Door(name, import_name, **given)  # type: ignore[arg-type]  # url_prefix and the like
    door.audience = audience

    @door.before_request
    def guard() -> None:
        token = request.cookies.get(cookie_name(audience), "")
        view = current_app.view_functions.get(request.endpoint or "")
        found = links.lately if getattr(view, "asked_often", False) else links.alive
        g.guest = found(f"pass.{audience}", token) if token else None
        if g.guest is None:
            abort(HTTPStatus.FORBIDDEN)

    return door


def asked_often(view: View) -> View:
    """Mark a view that phones ask every two seconds and that tells nothing of anybody: a pass may have ended seconds ago."""
    view.asked_often = True  # type: ignore[attr-defined]  # a mark for the guard
    return view


def seat(name: str, import_name: str, **given: str) -> Door:
    """Make a blueprint for the participants of one session; g.guest is their session."""
    return _guest("seat", name, import_name, given)


def council(name: str, import_name: str, **given: str) -> Door:
    """Make a blueprint for members of council and committees; g.guest is the member."""
    return _guest("council", name, import_name, given)


def cookie_name(audience: str) -> str:
    """Return the cookie's name: with the __Host- prefix wherever people reach us over https."""
    return ("__Host-" if settings().secure else "") + COOKIES[audience]


def let_in(answer: Response, audience: str, thing: Thing, lifetime: timedelta) -> Response:
    """Put a fresh pass into the answer's one strictly necessary cookie."""
    token = links.issue(f"pass.{audience}", thing, lifetime=lifetime, uses=None)
    seconds = int(lifetime.total_seconds())
    answer.set_cookie(
        cookie_name(audience), token, max_age=seconds, secure=settings().secure, httponly=True, samesite="Lax"
    )
    return answer


def holder(name: str, import_name: str, *, purpose: str, **given: str) -> Door:
    """Make a blueprint whose addresses end in <token>: whoever holds the link may look; g.link is it, a POST may spend it."""
    door = Door(name, import_name, **given)  # type: ignore[arg-type]  # url_prefix and the like
    door.audience = "holder"

    @door.before_request
    def guard() -> None:
        token = (request.view_args or {}).get("token", "")
        found = links.peek(purpose, token)
        if found is None:
            raise NotThere
        g.link = found

    return door
