"""Orte: the point of an idea on a map, the page with the map of all, the districts as a drawing of our own."""
