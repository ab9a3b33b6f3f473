"""Work placements and jobs at companies: the agreement, its papers, its hours, how it ends."""
