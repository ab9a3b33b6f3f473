"""Consent and sharing."""
