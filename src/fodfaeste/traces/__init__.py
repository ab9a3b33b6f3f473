"""What people have done and looked at: whether it is as written, and whether it is in order."""
