"""The programmes as data, and what reads their files."""
