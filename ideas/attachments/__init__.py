"""Fotos und PDFs zu einer Idee: checked by content, re-encoded, shown file by file once the office says so."""
