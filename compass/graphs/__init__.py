"""The network as arrays: read and built in the background, kept in a file, walked over and measured without a database.

No wing: a part of the room, read through compass/networked.py. arrays, walk, layout and measures are pure; reading, counting
and building read the database; shelf, folders and figures the files.
"""
