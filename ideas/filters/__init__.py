"""Saved filters: lists of ideas that the office comes back to, under a name."""
