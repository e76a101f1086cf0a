"""Photos drawn anew by the program redraw.py, one at a time, so that ten large ones cannot fill the memory."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from core.config import ROOT
from ideas.attachments.kinds import Unfit

log = logging.getLogger(__name__)

SECONDS: Final = 30
TOO_LARGE: Final = 3
BROKEN = "Das Bild ist beschädigt oder nicht vollständig. Haben Sie es noch einmal?"
HUGE = "Das Bild hat zu viele Bildpunkte. Bitte verkleinern Sie es und schicken Sie es noch einmal."
BUSY = "Gerade werden viele Bilder geschickt. Bitte versuchen Sie es in einer Minute noch einmal."
_one_at_a_time = threading.Lock()


def draw(form: str, source: Path, folder: Path) -> tuple[int, int]:
    """Write both sizes of a photo into a folder, without where, when and by what it was taken; return width and height.

    Unfit when the picture has too many pixels, is damaged, or takes more memory or time than any honest one.
    """
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise Unfit(BUSY)
    try:
        done = _run(form, source, folder)
    finally:
        _one_at_a_time.release()
    if done is None or done.returncode:
        raise Unfit(HUGE if done and done.returncode == TOO_LARGE else BROKEN)
    width, _, height = done.stdout.partition(" ")
    return int(width), int(height)


def _run(form: str, source: Path, folder: Path) -> subprocess.CompletedProcess[str] | None:
    program = [sys.executable, "-m", "ideas.attachments.redraw", form, str(source.resolve()), str(folder.resolve())]
    try:
        return subprocess.run(
            program, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        log.warning("a picture took longer than %s seconds", SECONDS)
        return None
