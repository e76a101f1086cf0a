"""Rechenaufgabe: a browser does a little sum before it sends an idea; a switch of the city, off by default."""
