"""Ideenspeicher: citizens' ideas, how they are read, published, answered, and the way each one takes."""
