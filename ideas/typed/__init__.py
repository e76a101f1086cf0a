"""What the office types in for others: cards, calls, words said at a meeting; and the blank cards themselves."""
