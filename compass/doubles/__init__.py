"""Doubles: pairs that are likely the same, what is no double after all, two entries made one and taken apart again."""
