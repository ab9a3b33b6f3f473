"""Who uses the system: organisations, teams, people, and what they have looked at."""
