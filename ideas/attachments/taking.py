"""From a sent file to a stored one: what it is, what the scanner says, drawn anew, on the shelf, then its row.

All of it but the row happens outside of any transaction.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from werkzeug.datastructures import FileStorage

from core.db import writing
from core.errors import Refused
from ideas import codes
from ideas.attachments import kinds, pictures, scanning, services, shelf
from ideas.attachments.kinds import Unfit
from ideas.attachments.models import AttachmentKind, Scan
from ideas.attachments.scanning import Verdict
from ideas.attachments.services import Kept

INFECTED = "Unsere Prüfung hält die Datei für Schadsoftware. Wir haben sie nicht genommen."
SCANS = {Verdict.OFF: Scan.OFF, Verdict.CLEAN: Scan.CLEAN, Verdict.FAILED: Scan.OPEN}


def take(idea_id: int, sent: FileStorage, nonce: str, alt: str) -> None:
    """Store a sent file; Unfit or Refused with the sentence why not. Sent twice by one form, it is stored once."""
    with shelf.draft() as draft:
        source = draft / "sent"
        sent.save(source)
        with source.open("rb") as file:
            once = codes.nonce_hash(f"file:{nonce}:{hashlib.file_digest(file, 'sha256').hexdigest()}")
        kept = _kept(source, draft)
    stored = None
    try:
        with writing():
            stored = services.add(idea_id, kept, once, alt)
    except Refused as refusal:
        raise Unfit(refusal.sentence) from None
    finally:
        if stored is None:
            shelf.drop(kept.name)


def _kept(source: Path, draft: Path) -> Kept:
    """Check a file and put what is kept of it on the shelf."""
    form = kinds.form_of(source)
    verdict = scanning.scan(source)
    if verdict is Verdict.FOUND:
        raise Unfit(INFECTED)
    width = height = 0
    if form == "PDF":
        source.rename(draft / shelf.NAMES["pdf"])
    else:
        width, height = pictures.draw(form, source, draft)
        source.unlink()
    size = sum(one.stat().st_size for one in draft.iterdir() if one.name != shelf.NAMES["klein"])
    kind = AttachmentKind.PDF if form == "PDF" else AttachmentKind.PHOTO
    return Kept(shelf.put(draft), kind, size, SCANS[verdict], width, height)
