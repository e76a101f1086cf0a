"""Asking back: the office puts a question to an author, with a day; whoever wrote the idea answers without an account."""
