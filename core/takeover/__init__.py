"""Files of other programs taken over in the browser, whatever their rows become: kept, mapped, judged, taken, undone."""
