"""Backups: one encrypted file with everything in the database, and the way back.

``sealing`` is the envelope, ``tables`` what is written into it, ``making`` and ``restoring`` the
two ways.
"""
