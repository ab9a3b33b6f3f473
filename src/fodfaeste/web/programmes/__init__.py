"""How each programme goes, as readable pages."""
