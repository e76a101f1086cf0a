"""Barriere melden: reports about this site, stored, sent to the office, worked off on a desk page."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import String, Text, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import DataRequired as Required
from wtforms.validators import Email, Length, Optional

from core import clock, journal, limits, mail, texts
from core.db import db
from core.errors import NotThere
from core.forms import DeskForm, PublicForm
from core.journal import Verb, Who
from core.rows import Base, Key, Line, Moment, Versioned
from core.things import Thing

AN_HOUR = 10
VERBS = (
    Verb("report.taken", "hat eine Barriere gemeldet"),
    Verb("report.closed", "hat die Meldung erledigt"),
)


class Report(Versioned, Base):
    """Meldung zur Barrierefreiheit: text, page it is about, address for the answer if one was given."""

    __tablename__ = "report"

    id: Mapped[Key]
    text: Mapped[str] = mapped_column(Text)
    page: Mapped[Line]
    email: Mapped[str | None] = mapped_column(String(254))
    suspicion: Mapped[str | None] = mapped_column(String(40))
    nonce_hash: Mapped[str] = mapped_column(String(64), unique=True)
    reported_at: Mapped[Moment] = mapped_column(index=True)
    closed_at: Mapped[Moment | None]


class ReportForm(PublicForm):
    """Barriere melden: what is in the way, where, and an address for the answer."""

    text = TextAreaField(
        "Was ist schwer oder geht gar nicht?",
        [
            Required("Schreiben Sie kurz, was Sie gehindert hat."),
            Length(max=4000, message="Bitte höchstens 4.000 Zeichen."),
        ],
        render_kw={"rows": 5, "maxlength": 4000},
    )
    page = StringField(
        "Auf welcher Seite?",
        [Length(max=300, message="Bitte höchstens 300 Zeichen.")],
        description="Adresse oder Name der Seite, wenn Sie ihn wissen.",
        render_kw={"maxlength": 300},
    )
    email = EmailField(
        "E-Mail",
        [
            Optional(),
            Length(max=254, message="Diese Adresse ist zu lang."),
            Email("Prüfen Sie die E-Mail-Adresse, zum Beispiel name@beispiel.de."),
        ],
        description="Nur damit wir Ihnen antworten können. Wir löschen sie, wenn die Sache erledigt ist.",
        render_kw={"autocomplete": "email", "maxlength": 254},
    )


class CloseForm(DeskForm):
    """Erledigt: only a token."""


def take(form: ReportForm) -> None:
    """Store a valid report once and promise the office a letter; sent twice, it is still one."""
    suspicion = form.suspicion()
    if suspicion is None and not limits.hit("report", limits.source(), AN_HOUR, timedelta(hours=1)):
        suspicion = "many"
    report = Report(
        text=form.text.data or "",
        page=form.page.data or "",
        email=form.email.data or None,
        suspicion=suspicion,
        nonce_hash=hashlib.sha256(form.nonce.encode()).hexdigest(),
        reported_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:
        return
    journal.note("report.taken", Thing("report", report.id), journal.VISITOR)
    if suspicion is None:
        mail.send("core-report", texts.text("office.email"), report=report)


def waiting() -> list[Report]:
    """Return reports nobody has closed, oldest first, suspicious ones last."""
    wanted = (
        select(Report)
        .where(Report.closed_at.is_(None))
        .order_by(Report.suspicion.is_not(None), Report.reported_at, Report.id)
    )
    return list(db.session.scalars(wanted.limit(200)))


def how_many() -> int:
    """Return how many reports wait."""
    return db.session.scalar(select(func.count()).select_from(Report).where(Report.closed_at.is_(None))) or 0


def close(number: int, who: Who) -> None:
    """Mark a report as done and forget the address of whoever sent it."""
    report = db.session.get(Report, number, with_for_update=True)
    if report is None:
        raise NotThere
    if report.closed_at is None:
        report.closed_at, report.email = clock.now(), None
        journal.note("report.closed", Thing("report", number), who)


def purge(before: datetime) -> int:
    """Delete reports closed before a moment; return how many."""
    return int(db.session.execute(delete(Report).where(Report.closed_at < before)).rowcount)  # type: ignore[attr-defined]  # a DELETE counts rows
