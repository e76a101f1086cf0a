"""The floor: technical things that at least two rooms use; it knows no room by name."""
