"""Documents that belong to events: what they are, how they are called, and how they lie on disk.

What a document is, its content says. It is kept sealed, piece by piece, under a key of its own,
which lies sealed in the database: a file without its row is noise, and so is a row without its
file. ``services.files`` adds one and ``queries.files`` gives it out.
"""
