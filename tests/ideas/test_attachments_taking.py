"""What comes in: by content, drawn anew, without place or device; bombs, disguises and broken files do not."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select

from core.db import db, rollback, writing
from core.factory import House
from core.journal import AUTHOR, HOUSE
from ideas import services as ideas
from ideas.attachments import kinds, queries, shelf
from ideas.attachments.forms import key_for
from ideas.attachments.models import Attachment, AttachmentKind, Scan
from ideas.stages import Stage
from tests.support.making import make_idea
from tests.support.pages import token
from tests.support.pictures import PAGE, PDF, bomb, fresh_token, from_a_telephone, photo, send

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
JPEG = photo()


@pytest.fixture(autouse=True)
def _empty_shelf(app: House) -> None:
    """The bytes of earlier tests are not this one's."""
    shutil.rmtree(shelf.folder(), ignore_errors=True)
    shutil.rmtree(shelf.drafts(), ignore_errors=True)


def folders() -> int:
    """Count what lies on the shelf and in drafts."""
    return sum(len(list(place.iterdir())) for place in (shelf.folder(), shelf.drafts()) if place.is_dir())


def test_a_photo_from_a_telephone_is_upright_and_tells_neither_place_nor_device(
    app: House, visitor: FlaskClient
) -> None:
    sent, idea = from_a_telephone(), make_idea().id
    with Image.open(io.BytesIO(sent)) as before:
        assert before.size == (120, 80)
        assert before.getexif().get_ifd(0x8825)[1] == "N"

    assert send(visitor, idea, sent).status_code == 200

    kept = queries.of_idea(idea)[0]
    for form in ("bild", "klein"):
        content = shelf.path(kept.name, form).read_bytes()
        assert not any(word in content for word in (b"EXIF", b"Exif", b"Erika", b"Fabrikat", b"ICCP", b"XMP"))
        with Image.open(io.BytesIO(content)) as drawn:
            assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("WEBP", (80, 120), {})
            red, _, blue = (drawn.convert("RGB").getchannel(band).getpixel((40, 10)) for band in "RGB")
            assert isinstance(red, int | float)
            assert isinstance(blue, int | float)
            assert red > 150 > blue
    assert sent not in [one.read_bytes() for one in (shelf.folder() / kept.name).iterdir()]


@pytest.mark.parametrize(("form", "size"), [("JPEG", (2400, 1200)), ("PNG", (1700, 10)), ("WEBP", (300, 200))])
def test_photos_have_two_sizes(app: House, visitor: FlaskClient, form: str, size: tuple[int, int]) -> None:
    idea = make_idea().id

    send(visitor, idea, photo(size, form), name="schad.html")

    kept = queries.of_idea(idea)[0]
    with Image.open(shelf.path(kept.name, "bild")) as large, Image.open(shelf.path(kept.name, "klein")) as small:
        assert large.size == (kept.width, kept.height)
        assert max(large.size) == min(max(size), 1600)
        assert max(small.size) == min(max(size), 480)
    assert (kept.kind, kept.scan, len(kept.name)) == (AttachmentKind.PHOTO, Scan.OFF, 32)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "leer"),
        (b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)", "Diese Art von Datei"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "Diese Art von Datei"),
        (b'<?xml version="1.0"?><svg/>', "Diese Art von Datei"),
        (HTML, "Diese Art von Datei"),
        (HTML + PDF, "Diese Art von Datei"),
        (b"PK\x03\x04" + b"\0" * 100, "Diese Art von Datei"),
        (b"MZ" + b"\0" * 100, "Diese Art von Datei"),
        (b"\0" * 5000, "Diese Art von Datei"),
        (b"RIFF\0\0\0\0WAVEfmt ", "Diese Art von Datei"),
        (b"%PDF-1.7\nohne Ende", "beschädigt"),
        (JPEG[: len(JPEG) // 2], "beschädigt"),
        (b"\xff\xd8\xff", "beschädigt"),
        (b"\xff\xd8\xff\xe0" + HTML, "beschädigt"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "beschädigt"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + b"\xff" * 30, "beschädigt"),
        (bomb(), "Bildpunkte"),
        (bomb(29_000, 1_200), "Bildpunkte"),
        (bomb(40_000, 100), "Bildpunkte"),
        (bomb(5_000, 5_000), "beschädigt"),
    ],
    ids=lambda given: given if isinstance(given, str) else given[:6].hex(),
)
def test_what_is_no_honest_picture_or_pdf_is_not_taken(
    app: House, visitor: FlaskClient, content: bytes, sentence: str
) -> None:
    idea, before = make_idea().id, folders()

    answer = send(visitor, idea, content, name="foto.jpg")

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert queries.of_idea(idea) == []
    assert folders() == before


def test_a_page_hidden_in_a_photo_does_not_survive(app: House, visitor: FlaskClient) -> None:
    idea = make_idea().id

    send(visitor, idea, photo(comment=HTML) + HTML)

    kept = queries.of_idea(idea)[0]
    assert b"<script>" not in shelf.path(kept.name, "bild").read_bytes()


def test_a_file_is_never_larger_than_its_door(app: House, visitor: FlaskClient) -> None:
    idea = make_idea().id

    too_large = send(visitor, idea, JPEG + b"\0" * kinds.LARGEST)
    far_too_large = send(visitor, idea, JPEG + b"\0" * kinds.REQUEST)
    elsewhere = visitor.post("/ideen/neu", data={"text": "x" * 2_000_000})

    assert (too_large.status_code, far_too_large.status_code, elsewhere.status_code) == (422, 413, 413)
    assert queries.of_idea(idea) == []


def test_the_same_form_sent_twice_is_one_file(app: House, visitor: FlaskClient) -> None:
    idea, same = make_idea().id, fresh_token()

    for _ in range(3):
        assert send(visitor, idea, JPEG, token=same).status_code == 200

    assert len(queries.of_idea(idea)) == 1
    assert [one.name for one in shelf.folder().iterdir()] == [queries.of_idea(idea)[0].name]


def test_three_files_are_enough(app: House, visitor: FlaskClient) -> None:
    idea = make_idea().id

    codes = [send(visitor, idea, PDF).status_code for _ in range(4)]

    assert codes == [200, 200, 200, 422]
    assert len(queries.of_idea(idea)) == 3
    assert len(list(shelf.folder().iterdir())) == 3


def test_only_who_holds_the_page_reaches_the_idea(app: House, visitor: FlaskClient) -> None:
    mine, other = make_idea().id, make_idea("Eine andere Idee.").id
    send(visitor, other, PDF)
    theirs = queries.of_idea(other)[0].id
    page = send(visitor, mine, PDF)

    forged = [send(visitor, mine, PDF, key=key).status_code for key in ("", "x", key_for(other)[:-1] + "_", "\x00" * 9)]
    stolen = visitor.post(
        f"{PAGE}/loeschen", data={"token": token(page, f"{PAGE}/loeschen"), "key": key_for(mine), "number": theirs}
    )

    assert forged == [400, 400, 400, 400]
    assert stolen.status_code == 404
    assert len(queries.of_idea(other)) == 1


@pytest.mark.parametrize("number", ["", "abc", "-1", "9" * 40, "\x00", "²"])
def test_strange_numbers_delete_nothing(app: House, visitor: FlaskClient, number: str) -> None:
    idea = make_idea().id
    page = send(visitor, idea, PDF)

    given = {"token": token(page, f"{PAGE}/loeschen"), "key": key_for(idea), "number": number}
    assert visitor.post(f"{PAGE}/loeschen", data=given).status_code in {400, 404}

    assert len(queries.of_idea(idea)) == 1


def test_authors_delete_their_file_bytes_and_all(app: House, visitor: FlaskClient) -> None:
    idea = make_idea().id
    page = send(visitor, idea, JPEG)
    kept = queries.of_idea(idea)[0]
    lies = shelf.folder() / kept.name
    assert lies.is_dir()

    given = {"token": token(page, f"{PAGE}/loeschen"), "key": key_for(idea), "number": str(kept.id)}
    answer = visitor.post(f"{PAGE}/loeschen", data=given)

    assert "Die Datei ist gelöscht." in answer.get_data(as_text=True)
    assert queries.of_idea(idea) == []
    assert not lies.exists()


def test_an_idea_taken_back_takes_its_files_along(app: House, visitor: FlaskClient) -> None:
    idea = make_idea().id
    for content in (JPEG, PDF):
        send(visitor, idea, content)

    with writing():
        ideas.advance(idea, Stage.WITHDRAWN, AUTHOR)

    assert db.session.scalar(select(func.count()).select_from(Attachment)) == 0
    assert list(shelf.folder().iterdir()) == []
    assert send(visitor, idea, PDF).status_code == 422
    assert list(shelf.folder().iterdir()) == []


def test_files_stay_while_the_taking_back_is_not_stored(app: House, visitor: FlaskClient) -> None:
    idea = make_idea().id
    send(visitor, idea, PDF)

    with writing():
        ideas.advance(idea, Stage.WITHDRAWN, HOUSE)
        rollback()

    assert shelf.path(queries.of_idea(idea)[0].name, "pdf").is_file()


def test_strange_words_beside_a_file(app: House, visitor: FlaskClient) -> None:
    idea = make_idea().id

    long = send(visitor, idea, PDF, alt="x" * 100_000)
    strange = send(visitor, idea, PDF, alt="a\x00b\u202e<script>")
    nothing = visitor.post(PAGE, data={"key": key_for(idea), "token": fresh_token(), "file": "no file"})

    assert (long.status_code, strange.status_code, nothing.status_code) == (422, 200, 422)
    assert [one.alt for one in queries.of_idea(idea)] == ["ab<script>"]
    assert "<script>" not in strange.get_data(as_text=True).split("</head>")[1]


def test_too_many_files_from_one_source_have_to_wait(
    app: House, visitor: FlaskClient, changed_settings: Callable[..., Any]
) -> None:
    idea = make_idea().id

    with changed_settings(files_per_hour=2):
        codes = [send(visitor, idea, b"").status_code for _ in range(3)]

    assert codes == [422, 422, 429]
