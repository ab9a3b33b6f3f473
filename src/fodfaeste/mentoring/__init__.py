"""Partners and the support they give (KV-08), and mentors beside citizens (RA-13, KV-11)."""
