"""Courses: runs, their sessions, who takes part and who was there."""
