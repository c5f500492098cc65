"""Rules of ratings and scores: plain Python, every legal number handed in."""
