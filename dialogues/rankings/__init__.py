"""Reihungen: needs, topics or visions over which participants spread points in secret, and the order that comes of it."""
