"""The command line: parse, call one desk function, print, exit. Same verbs as the screens."""
