"""What the library can tell of itself: its reports, as values that a screen, a page, a table and a program show alike."""
