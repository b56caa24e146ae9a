"""The second door: the same handlers behind a page for public access points, through a session of our own."""
