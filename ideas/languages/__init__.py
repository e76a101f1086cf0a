"""Languages: an idea may be in any; the office names it and writes a German text beside it; four pages of help."""
