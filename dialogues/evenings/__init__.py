"""The evening: who was there, the balance of the year, wordings of visions, the end of the evening with minutes and letters."""
