"""Own fields: what this city wants to know of a kind of actor beyond the fields everybody has."""
