"""The one plan of a case: read, written part by part, published, sent, agreed."""
