"""Organisations, people, teams, norms, programmes, letters and sign-in, for administrators."""
