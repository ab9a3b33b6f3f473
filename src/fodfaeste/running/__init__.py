"""What keeps the site going: backups, health, limits, the worker and the nightly work."""
