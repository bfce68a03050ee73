"""The lending rules, pure: facts in, answers out. No SQL, no clock, no screen; each rule stands here once."""
