"""What a machine may lack: a test that needs it says so, and skips with the reason or fails where all must run."""

import os

import pytest

from tests.support import chromium, postgres
from tools import check_pdf, parts

COMPLETE = "STADTKOMPASS_TEST_COMPLETE"
REASONS = {
    "chromium": chromium.missing,
    "postgresql": postgres.missing,
    "pango": lambda: "" if parts.pango() else "Pango is not on this machine, so no PDF file can be made.",
    "pdf checkers": check_pdf.missing,
}


def need(part: str) -> None:
    """Skip the running test when a part named above is not to be had; with STADTKOMPASS_TEST_COMPLETE fail."""
    reason = REASONS[part]()
    if reason and os.environ.get(COMPLETE):
        pytest.fail(f"{reason} {COMPLETE} is set, so nothing may be skipped for want of a part.", pytrace=False)
    if reason:
        pytest.skip(reason)
