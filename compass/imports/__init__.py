"""Lists of people taken over in the browser: mapping, trial run with a verdict per row, taking, undoing."""
