"""The one cookie citizens can get, and only by a tap: a random word with our signature, nothing else.

docs/decisions/0004 says what it holds, how long, and why it is strictly necessary.
"""

from __future__ import annotations

import hashlib
import hmac

from flask import g, request
from itsdangerous import BadSignature, Signer
from werkzeug.wrappers import Response

from core.config import settings
from ideas.interest import queries, services

DAYS = 180


def name() -> str:
    """Return the cookie's name: with the __Host- prefix wherever people reach us over https."""
    return ("__Host-" if settings().secure else "") + "stadtkompass-interesse"


def _signer() -> Signer:
    return Signer(settings().secret_key, salt="interest", digest_method=hashlib.sha256)


def token() -> str | None:
    """Return the word of this browser's cookie; None without one, or when the signature is not ours."""
    try:
        return _signer().unsign(request.cookies.get(name(), "")).decode("ascii")
    except (BadSignature, UnicodeDecodeError):
        return None


def fresh(nonce: str) -> str:
    """Return the word for a browser without cookie, made of the opened form's nonce: tapped twice, it is the same."""
    return hmac.new(settings().secret_key.encode(), f"browser:{nonce}".encode(), hashlib.sha256).hexdigest()[:32]


def keep(answer: Response, word: str) -> Response:
    """Put the cookie into an answer."""
    signed = _signer().sign(word).decode("ascii")
    seconds = DAYS * 24 * 3600
    answer.set_cookie(name(), signed, max_age=seconds, secure=settings().secure, httponly=True, samesite="Lax")
    return answer


def interested(idea_id: int) -> bool:
    """Tell whether this browser showed interest in an idea; asked once a request, and never without a cookie."""
    known: dict[int, bool] = g.setdefault("interested", {})
    if idea_id not in known:
        word = token()
        known[idea_id] = word is not None and queries.shown(idea_id, services.mark(word, idea_id))
    return known[idea_id]
