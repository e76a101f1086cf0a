"""The calendar behind its secret address: only for an account that is open and may see contacts; looking changes nothing."""

from __future__ import annotations

from flask import Response, g, request
from werkzeug.wrappers import Response as AnyResponse

from compass.contacts import feed, queries
from compass.contacts.services.calendars import PURPOSE
from core.accounts import queries as accounts
from core.audience import holder
from core.errors import NotThere
from core.rights import Right, allows

door = holder("compass_calendar", __name__, purpose=PURPOSE, url_prefix="/netzwerk/kalender")


@door.get("/<token>/wiedervorlagen.ics")
def calendar(token: str) -> AnyResponse:  # noqa: ARG001 - the door has read it
    """Give the follow-ups of the account, or say that nothing changed."""
    account = accounts.one(g.link.subject)
    if not account.active or not allows(account.role, Right.NETWORK_CONTACT):
        raise NotThere
    body = feed.written(queries.feed(account.id))
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="wiedervorlagen.ics"'
    answer.set_etag(feed.tag(body))
    return answer.make_conditional(request)
