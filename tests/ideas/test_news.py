"""News that are no stage: the author reads of them in a letter, nobody else does, and what is hidden stays hidden."""

from __future__ import annotations

import pytest

from core import outbox
from core.db import writing
from core.factory import House
from core.journal import HOUSE
from ideas import services
from ideas.stages import Stage
from tests.support.making import Made, make_idea
from tests.support.smtp import Sink

PAGE = "http://localhost/div/visionen/1"


def told_idea(*, confirmed: bool, shown: bool) -> Made:
    made = make_idea(email="autorin@example.org")
    with writing():
        if confirmed:
            services.confirm(made.id)
        if shown:
            services.advance(made.id, Stage.PUBLISHED, HOUSE)
    with writing():
        services.tell(made.id, "Eine Vision", "Aus Ihrer Idee wurde „Kühle Wege“.", PAGE)
    return made


def test_an_author_reads_the_news_and_where_to_find_it(app: House, letters: Sink) -> None:
    told_idea(confirmed=True, shown=True)
    outbox.deliver_due()

    told = letters.wait_for(3)[-1]

    assert told.message["Subject"] == "Ihre Idee: Eine Vision"
    assert "Eine Vision. Aus Ihrer Idee wurde „Kühle Wege“." in told.text
    assert PAGE in told.text
    assert "/ideen/briefe/" in told.text


@pytest.mark.parametrize(("confirmed", "shown"), [(False, True), (True, False)])
def test_nobody_else_does(app: House, letters: Sink, confirmed: bool, shown: bool) -> None:
    told_idea(confirmed=confirmed, shown=shown)
    outbox.deliver_due()

    subjects = [str(letter.message["Subject"]) for letter in letters.wait_for(1)]
    assert subjects == ["Dürfen wir Ihnen zu Ihrer Idee schreiben?"]
