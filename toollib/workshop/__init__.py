"""Where designs meet shelves: what can be built with the tools that are free."""
