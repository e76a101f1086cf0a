"""Fills in a form as a browser does: takes along everything the page has put into it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

SEARCH = "\0"
"""Stands for the action of a form that only searches."""
UNSENT = frozenset({"submit", "button", "image", "file", "reset"})


class _Forms(HTMLParser):
    """Collects the forms of a page: action and the values a browser would send without a hand on the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str | None, list[tuple[str, str]]]] = []
        self.names: list[set[str]] = []
        """Every name a form can send, buttons and unticked boxes too."""
        self._area: str | None = None
        self._select: tuple[str, str | None] | None = None
        self._first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.forms.append((given.get("action"), []))
            self.names.append(set())
        elif tag == "form":
            self.forms.append((SEARCH, []))
            self.names.append(set())
        elif self.forms and (name := given.get("name")):
            self.names[-1].add(name)
            self._field(tag, name, given)
        elif tag == "option" and self._select:
            value = given.get("value") or ""
            self._first = value if self._first is None else self._first
            if "selected" in given:
                self._select = (self._select[0], value)

    def _field(self, tag: str, name: str, given: dict[str, str | None]) -> None:
        kind = (given.get("type") or "text").lower()
        if tag == "input" and kind not in UNSENT and (kind not in {"checkbox", "radio"} or "checked" in given):
            self._say(name, given.get("value") or "")
        elif tag == "textarea":
            self._area = name
            self._say(name, "")
        elif tag == "select":
            self._select, self._first = (name, None), None

    def handle_data(self, data: str) -> None:
        if self._area is not None and self.forms:
            fields = self.forms[-1][1]
            fields[-1] = (fields[-1][0], fields[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select" and self._select:
            name, value = self._select
            self._say(name, value if value is not None else self._first or "")
            self._select = None

    def _say(self, name: str, value: str) -> None:
        self.forms[-1][1].append((name, value))


def submit(client: FlaskClient, page: str, action: str | None = None, **changed: Any) -> TestResponse:
    """Open a page and send the form that posts to `action` (None: to the page itself, or its only one), fields changed.

    A changed field, which the form must have, takes the place of what stood there; a list sends a name several times;
    None leaves it out.
    """
    shown = client.get(page)
    assert shown.status_code == 200, (page, shown.status)
    reader = _Forms()
    reader.feed(shown.get_data(as_text=True))
    forms = zip(reader.forms, reader.names, strict=True)
    posting = [(to or page, fields, names) for (to, fields), names in forms if to != SEARCH]
    wanted = action or (page if any(one[0] == page for one in posting) or len(posting) != 1 else posting[0][0])
    found = [fields for to, fields, names in posting if to == wanted and changed.keys() <= names]
    assert found, f"{page} has no form that posts {set(changed)} to {wanted}, only {[one[::2] for one in posting]}"
    sent: dict[str, list[str]] = {}
    for name, value in found[0]:
        sent.setdefault(name, []).append(value)
    for name, value in changed.items():
        sent.pop(name, None)
        if value is not None:
            sent[name] = [str(one) for one in value] if isinstance(value, (list, tuple)) else [str(value)]
    return client.post(wanted, data=sent)


def done(answer: TestResponse) -> str:
    """Return where a successful sending leads; fails with the page when it did not succeed."""
    assert answer.status_code == 303, answer.get_data(as_text=True)[:6000]
    return answer.headers["Location"]
