"""Vorlagen: council papers drafted from results, their consultations, the decision, and the way back to the ideas."""
