"""What the parts of a form are called that are about its draft; ``drafts.js`` knows them too."""

SAVE = "kladde"
"""Sent: what was typed is to be kept, and nothing else is to be done."""
NUMBER = "kladde_nr"
"""The number of the draft that the page writes on; 0 of none yet."""
OWNER = "kladde_ejer"
"""Whose page it is: somebody else may have signed in in the same browser meanwhile."""
