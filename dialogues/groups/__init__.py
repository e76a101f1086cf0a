"""In front of the room: links for moderator and projector, groups at their own pace, notes beside theses, Leitfragen."""
