"""Notes about actors: ordinary ones for the office, private ones for whoever wrote them."""
