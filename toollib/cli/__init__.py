"""The command line: parse, call one desk function, print, exit. Same verbs as the screens."""

import gc

# Modules being loaded make many objects and no garbage: looking for it takes 5 ms of a command's 130.
gc.set_threshold(50_000)
