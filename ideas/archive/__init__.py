"""The city archive: closed files are offered to it before they are deleted."""
