"""The demonstration: made-up organisations, people and cases, told as data beside this code."""
