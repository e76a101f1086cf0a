"""The sum before sending in a real browser: solved in a worker under the strict policy, unseen by who writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from core.db import db
from ideas.models import Idea
from tests.support import chromium, houses

pytestmark = pytest.mark.browser


@pytest.fixture
def on(site: houses.Furnished) -> Iterator[None]:
    """An empty house that asks for small sums."""
    site.empty()
    with houses.changed(site.app, proof_of_work=True, proof_hardness=2000):
        yield


@pytest.mark.parametrize(("javascript", "doubt"), [(True, None), (False, "no proof")])
def test_an_idea_arrives_with_and_without_javascript(
    site: houses.Furnished, browser: Any, on: None, javascript: bool, doubt: str | None
) -> None:
    with chromium.window(browser, site.base_url, javascript=javascript) as window:
        page = window.page
        page.goto("/ideen/neu")
        page.get_by_label("Was ist Ihre Idee oder Ihr Wunsch?").fill("Am Bach fehlt eine Bank im Schatten.")
        if javascript:
            violations, undecided = chromium.axe(page)
            assert [*violations, *undecided] == []
        page.get_by_role("button", name="Idee abschicken").click()
        page.locator("#merk-code").wait_for()
    with site.app.app_context():
        assert [idea.suspicion for idea in db.session.scalars(select(Idea))] == [doubt]
