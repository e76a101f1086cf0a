"""Ideas go out as CSV, Excel, JSON and GeoJSON: any list for the office, the public one for everybody."""
