"""Open data: the public list as a file for everybody, narrowed as its page, only what everybody may read anyway."""

from __future__ import annotations

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from core import answers
from core.audience import public
from core.db import rollback
from ideas import listing
from ideas.exports import sending

door = public("open_ideas", __name__)


@door.get("/ideen.<any(csv, xlsx, json, geojson):form>")
def download(form: str) -> Response | AnyResponse:
    """Send the published ideas; who has them already gets no second copy. A search has no tag: the index follows later."""
    kept = None if "q" in request.args else answers.unchanged("ideas", "taxonomy", "categories")
    if kept is not None:
        return kept
    wanted = sending.numbers(request.args, listing.PUBLIC)
    rollback()
    return sending.answer(sending.opened(wanted, public=True), form)
