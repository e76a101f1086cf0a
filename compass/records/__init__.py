"""An actor as a record: plain values that files of every form carry, read from the rows and put back into them.

shape.py says what a record holds and refuses what does not belong; loading.py makes records of rows, filling.py rows of
records; cells.py writes them as cells of a table, cards.py as vCards.
"""
