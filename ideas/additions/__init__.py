"""Ergänzungen: notes that anyone may add to a published idea, read by the office before everybody sees them."""
