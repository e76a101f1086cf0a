"""Folgen: letters at once or once a week about an idea, a topic or a Stadtbezirk; the same as an Atom feed; passing a page on."""
