"""Form tokens: signed, bound, expiring; a form shown again is the same form; texts lose what nobody types."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask import g
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from core import clock, forms
from core.factory import House
from tests.support import houses

pytestmark = pytest.mark.usefixtures("request_for_a_form")
NOON = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
SECONDS = timedelta(seconds=1)


class NoteForm(forms.PublicForm):
    """A public form."""

    text = TextAreaField("Text", [InputRequired("Bitte schreiben Sie etwas.")])


class OtherForm(forms.PublicForm):
    """Another public form."""

    text = StringField("Text")


class OfficeForm(forms.DeskForm):
    """A form of the office."""

    text = StringField("Text")


@pytest.fixture
def request_for_a_form(app: House) -> Iterator[House]:
    """Stand inside a request, with real limits of time."""
    with houses.changed(app, form_min_seconds=3, form_hours=24), app.test_request_context():
        yield app


def token_of(form: forms.HouseForm) -> str:
    return str(form["token"].current_token)  # type: ignore[attr-defined]  # it is a CSRFTokenField


def opened(kind: type[forms.HouseForm] = NoteForm, moment: datetime = NOON) -> str:
    """Open a form at a moment and return its token."""
    with clock.at(moment):
        return token_of(kind())


@contextmanager
def sent(token: str, moment: datetime = NOON + 10 * SECONDS, **fields: str) -> Iterator[NoteForm]:
    """Send the form at a moment."""
    with clock.at(moment):
        yield NoteForm(MultiDict({"token": token, "text": "Eine Bank", **fields}))


def test_a_form_sent_in_time_is_taken() -> None:
    with sent(opened()) as form:
        assert form.validate()
        assert (form.age, form.suspicion()) == (10, None)


@pytest.mark.parametrize("token", ["", "x", "x.y", "ä\x00\udcff", "." * 5000, "9" * 40])
def test_a_forged_token_is_refused(token: str) -> None:
    with sent(token) as form:
        assert not form.validate()
        assert form.token_fault == forms.FOREIGN


def test_a_changed_token_is_refused() -> None:
    contents, signature = opened().rsplit(".", 1)

    with sent(f"{contents[:-1]}{'A' if contents[-1] != 'A' else 'B'}.{signature}") as form:
        assert not form.validate()
        assert form.token_fault == forms.FOREIGN


def test_a_form_without_token_is_refused() -> None:
    with clock.at(NOON):
        form = NoteForm(MultiDict({"text": "Eine Bank"}))

        assert not form.validate()
        assert form.token_fault == forms.FOREIGN


def test_another_forms_token_is_refused() -> None:
    with sent(opened(OtherForm)) as form:
        assert not form.validate()
        assert form.token_fault == forms.FOREIGN


def test_a_token_counts_to_its_last_second() -> None:
    token = opened()

    with sent(token, NOON + timedelta(hours=24)) as last:
        assert last.validate()
    with sent(token, NOON + timedelta(hours=24, seconds=1)) as late:
        assert not late.validate()
        assert late.token_fault == forms.EXPIRED
        assert late.text.data == "Eine Bank"


def test_an_expired_form_shown_again_is_taken_as_the_same_form() -> None:
    first = opened()
    with sent(first) as form:
        assert form.validate()
        nonce = form.nonce
    with sent(first, NOON + timedelta(days=2)) as form:
        form.validate()
        form.refresh()
        second = token_of(form)

    with sent(second, NOON + timedelta(days=2, seconds=1)) as form:
        assert form.validate()
        assert (form.nonce, form.suspicion()) == (nonce, None)
    assert second != first


def test_a_form_with_a_mistake_keeps_its_nonce() -> None:
    with sent(opened(), text="") as form:
        assert not form.validate()
        assert form.token_fault is None
        nonce = form.nonce
        form.refresh()
        again = token_of(form)

    with sent(again, NOON + 11 * SECONDS) as form:
        assert form.validate()
        assert (form.nonce, form.suspicion()) == (nonce, None)


def test_a_foreign_form_shown_again_gets_a_nonce_of_its_own() -> None:
    foreign = opened(OtherForm)
    with sent(foreign) as form:
        form.validate()
        form.refresh()
        again = token_of(form)

    with sent(again, NOON + 20 * SECONDS) as form:
        assert form.validate()


def test_each_opened_form_has_its_own_nonce() -> None:
    assert len({NoteForm().nonce for _ in range(20)}) == 20


def test_another_log_ins_token_is_refused() -> None:
    def validates(token: str) -> bool:
        return OfficeForm(MultiDict({"token": token, "text": ""})).validate()

    g.login_binding = "first log-in"
    token = token_of(OfficeForm())
    own = validates(token)
    g.login_binding = "second log-in"
    other = validates(token)
    g.login_binding = ""
    nobody = validates(token)

    assert (own, other, nobody) == (True, False, False)


def test_what_fills_the_hidden_field_is_suspicious() -> None:
    with sent(opened(), website="https://example.org") as form:
        assert form.validate()
        assert form.suspicion() == "honeypot"


def test_what_is_too_fast_is_suspicious() -> None:
    token = opened()

    with sent(token, NOON + 2 * SECONDS) as fast:
        assert fast.validate()
        assert fast.suspicion() == "too fast"
    with sent(token, NOON + 3 * SECONDS) as steady:
        assert steady.validate()
        assert steady.suspicion() is None


def test_another_house_does_not_take_our_tokens(request_for_a_form: House) -> None:
    token = opened()

    with houses.changed(request_for_a_form, secret_key="z" * 40), sent(token) as form:
        assert not form.validate()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bänke \n", "Bänke"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcdef"),
        ("a\ud800b\udfffc", "abc"),
        ("a\u202eb\u2066c\u200bd\ufeffe", "abcde"),
        ("Gru\u0308\u00dfe", "Gr\u00fc\u00dfe"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f467"),
        ("<b>fett</b> & 'so'", "<b>fett</b> & 'so'"),
        (None, None),
        (7, 7),
    ],
)
def test_a_text_loses_what_nobody_types(typed: object, kept: object) -> None:
    assert forms.clean(typed) == kept


def test_every_text_field_is_cleaned() -> None:
    with sent(opened(), text=" a\x00b ", website="\x00") as form:
        form.validate()

        assert (form.text.data, form.website.data, form.suspicion()) == ("ab", "", None)


@pytest.mark.parametrize("typed", ["Bank\r\nBcc: x", "Bank\u2028Bcc: x", " Bank \t Bcc:  x\n"])
def test_a_field_of_one_line_stays_on_one_line(typed: str) -> None:
    form = OtherForm(MultiDict({"text": typed}))

    assert form.text.data == "Bank Bcc: x"


def test_a_field_of_many_lines_keeps_them() -> None:
    with sent(opened(), text="Eine Bank.\n\nUnd  noch eine.") as form:
        assert form.text.data == "Eine Bank.\n\nUnd  noch eine."


def test_nothing_but_signs_is_nothing() -> None:
    with sent(opened(), text="\x00\u200b ") as form:
        form.validate()

        assert form.text.data == ""
