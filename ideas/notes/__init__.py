"""Internal notes: what the office writes down about an idea for itself."""
