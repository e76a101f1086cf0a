"""What the office fills in to ask, and authors to answer."""

from __future__ import annotations

from datetime import timedelta

from wtforms import BooleanField, DateField, Field, HiddenField, IntegerField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from core import clock
from core.forms import DeskForm, PublicForm
from ideas.asking.models import ANSWER_LENGTH, QUESTION_LENGTH

LONGEST_DAYS = 180


class AskForm(DeskForm):
    """Rückfrage stellen: the question and until when."""

    version = IntegerField(validators=[InputRequired("Bitte laden Sie die Seite neu.")])
    question = TextAreaField(
        "Was möchten Sie wissen?",
        [
            DataRequired("Bitte schreiben Sie Ihre Frage."),
            Length(max=QUESTION_LENGTH, message=f"Bitte höchstens {QUESTION_LENGTH:,} Zeichen.".replace(",", ".")),
        ],
        description="In einfachen Worten, mit Fragezeichen am Ende. Fragen Sie nur, was Sie für die Entscheidung brauchen.",
        render_kw={"rows": 4, "maxlength": QUESTION_LENGTH},
    )
    answer_by = DateField(
        "Antwort bis",
        [InputRequired("Bitte nennen Sie den letzten Tag für die Antwort.")],
        description="Bis dahin steht die Uhr still. Danach entscheiden Sie mit dem, was Sie wissen.",
    )

    def validate_answer_by(self, field: Field) -> None:
        """A day from tomorrow on, and not too far away."""
        if field.data and not clock.today() < field.data <= clock.today() + timedelta(days=LONGEST_DAYS):
            raise ValidationError(f"Bitte nennen Sie einen Tag ab morgen, höchstens in {LONGEST_DAYS} Tagen.")


class AnswerForm(PublicForm):
    """Antworten auf eine Rückfrage, über den Link im Brief."""

    answer = TextAreaField(
        "Ihre Antwort",
        [
            DataRequired("Bitte schreiben Sie Ihre Antwort."),
            Length(max=ANSWER_LENGTH, message=f"Bitte höchstens {ANSWER_LENGTH:,} Zeichen.".replace(",", ".")),
        ],
        description="Die Antwort liest nur das Büro.",
        render_kw={"rows": 5, "maxlength": ANSWER_LENGTH},
    )
    may_be_added = BooleanField(
        "Meine Antwort darf unter meinem Text veröffentlicht werden",
        description="Ohne Haken bleibt sie im Büro.",
    )


class CodeAnswerForm(AnswerForm):
    """Antworten auf eine Rückfrage, mit dem Merk-Code."""

    code = HiddenField()


class AddForm(DeskForm):
    """In den Text übernehmen: only a token."""
