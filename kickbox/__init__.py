"""Kickbox: innovators who try out their own idea, six levels, a coach, an end."""
