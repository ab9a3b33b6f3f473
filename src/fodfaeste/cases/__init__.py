"""Citizens, cases, the log that is never changed, and the lists derived from it."""
