"""Themenradar: the shared vocabulary that everything is tagged with, and the Stadtbezirke."""
