"""A Bot API server for tests: real HTTP on loopback, Telegram's semantics and limits, faults on request."""
