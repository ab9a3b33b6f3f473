"""Letters: made from what is known, kept as they were sent, delivered once."""
