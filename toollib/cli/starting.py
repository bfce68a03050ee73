"""Starting: a new library, a made-up one to look around in."""
