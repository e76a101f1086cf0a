"""What the office says when it does something for somebody's rights."""

from __future__ import annotations

from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired

from compass.fields import at_most
from core.forms import DeskForm

HOW = ("Brief mit der Post", "Infoblatt übergeben", "persönlich gesagt")
WHY = (
    "Die Person bestreitet, dass die Angaben stimmen.",
    "Die Angaben hätten nicht gespeichert werden dürfen; die Person will sie nicht gelöscht haben.",
    "Die Person braucht die Angaben noch, um ein Recht durchzusetzen.",
    "Die Person hat widersprochen, wir prüfen es.",
)
FORMS = {"pdf": "PDF zum Lesen", "json": "JSON für Programme"}


class InformedForm(DeskForm):
    """Schon informiert: how."""

    how = SelectField("Schon anders informiert? Wie?", choices=[SelectChoice(word, word) for word in HOW])


class AnswerForm(DeskForm):
    """Auskunft: in which form."""

    form = RadioField("Form", [InputRequired()], choices=[SelectChoice(key, word) for key, word in FORMS.items()])


class KeepForm(DeskForm):
    """Weiter behalten: why."""

    reason = StringField(
        "Weiter behalten, weil",
        [DataRequired("Bitte schreiben Sie, warum."), at_most(300)],
        description="Die Person bekommt diesen Satz zu lesen, wenn sie Auskunft will.",
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )


class RestrictForm(DeskForm):
    """Einschränken: the reason, one of the four of Art. 18 GDPR."""

    reason = SelectField("Warum?", choices=[SelectChoice(word, word) for word in WHY])


class FreeForm(DeskForm):
    """Einschränkung aufheben: only once the person knows."""

    known = BooleanField("Die Person weiß Bescheid.", [InputRequired("Sagen Sie der Person vorher Bescheid.")])
