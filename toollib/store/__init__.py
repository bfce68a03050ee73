"""The only room with SQL: one file, one writer at a time, every desk action one transaction."""
