"""Open machine designs as text files: read, check, cost, license and plan them.

Knows no member, no loan, no database and no screen; the lending side builds on it, never the other way round.
"""
