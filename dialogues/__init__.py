"""Das D.I.V.: meetings, theses rated with stones, visions and their order."""
