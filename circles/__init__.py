"""Innovationszirkel: one circle per Handlungsfeld, its work orders, places and results."""
