"""Roles and ties: who does what where, since when and until when; bodies with their members and deputies."""
