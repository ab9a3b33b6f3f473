"""Data protection: what is stored and why, what a citizen is given, what is erased and when."""
