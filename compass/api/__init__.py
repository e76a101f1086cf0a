"""Schnittstelle: suggestions for programs of the office, described in OpenAPI."""
