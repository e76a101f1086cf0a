"""Jährliche Nachfrage: whether an entry is still right."""
