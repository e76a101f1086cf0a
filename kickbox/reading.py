"""What the office's pages show: the list by state, one box with the forms that its state allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template

from compass import queries as compass
from core import clock
from kickbox import call, queries, services, showing
from kickbox.forms import AcceptForm, DeclineForm, DeskButtonForm, DeskEndForm, DeskLevelForm, PlanForm
from kickbox.models import STATE_WORDS, TOP, Box, BoxState

OFFERED = 300


@dataclass(frozen=True)
class Waiting:
    """One application: since when, whether its answer is late."""

    box: Box
    since: str
    late: bool


def late_before() -> timedelta:
    """Return after how long an unanswered application is late."""
    return timedelta(days=call.answer_days())


def waiting() -> list[Waiting]:
    """Return the applications, oldest first."""
    edge = clock.now() - late_before()
    return [Waiting(box, clock.day_in_words(box.asked_at), box.asked_at < edge) for box in queries.waiting()]


def everything(before: str | None) -> dict[str, object]:
    """Return what the list shows."""
    page = queries.ended(before)
    running = queries.running()
    return {
        "waiting": waiting(),
        "running": showing.cards(running),
        "ended": showing.cards(page.boxes),
        "older": f"/buero/kickbox?vor={page.older}" if page.older else None,
        "newer": "/buero/kickbox" if before else None,
        "declined": queries.declined(),
        "coaches": queries.coaches([*running, *page.boxes], public=False),
        "call": call.present(),
    }


def page(
    number: int,
    plan: PlanForm | None = None,
    decline: DeclineForm | None = None,
    level: DeskLevelForm | None = None,
    end: DeskEndForm | None = None,
) -> str:
    """Render one box; a form that was not taken comes back with what was typed, the others fresh."""
    box = queries.box(number, public=False)
    faulty = next((form for form in (plan, decline, level, end) if form is not None), None)
    if faulty is not None:
        faulty.refresh()
    runs, asked = box.state is BoxState.RUNNING, box.state is BoxState.CONFIRMED
    shown = showing.one(box, public=False)
    return render_template(
        "kickbox/reading.html",
        **shown,
        faulty=faulty,
        plan=(plan or _plan_form(box, shown)) if asked or box.public else None,
        decline=(decline or DeclineForm(version=box.version)) if asked else None,
        level=(level or DeskLevelForm(level=box.level + 1)) if runs and box.level < TOP else None,
        end=(end or DeskEndForm()) if runs else None,
        button_form=DeskButtonForm(),
        word=STATE_WORDS[box.state],
        actors=compass.choices("", OFFERED) if asked or box.public else [],
    )


def _plan_form(box: Box, shown: dict[str, object]) -> PlanForm:
    kind = AcceptForm if box.state is BoxState.CONFIRMED else PlanForm
    area = box.area_id or _area_of_idea(box, shown)
    coach = str(box.coach_id or "")
    return kind(version=box.version, title=box.title, text=box.text, area=area, coach=shown["coach"] or coach)


def _area_of_idea(box: Box, shown: dict[str, object]) -> int | None:
    """Propose the Aktionsfeld that the idea has."""
    areas = getattr(shown["idea"], "areas", []) if box.idea_id else []
    return areas[0].id if areas else None


def plan(form: PlanForm) -> services.Plan:
    """Return what the form holds, for the services."""
    return services.Plan(form.title.data or "", form.text.data or "", form.area.data, form.coach_id)
