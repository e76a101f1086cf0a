"""School mode: one code for a class, many ideas, a list for the teacher before anything is published."""
