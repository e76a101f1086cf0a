"""Einladungen: one letter each to those who agreed, answers by link, who comes and who is missing."""
