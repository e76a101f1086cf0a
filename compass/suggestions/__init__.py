"""Suggestions outside the house: the command that ranks actors for challenges of a file."""
