"""Keeping order: the audit log, and reading on a ground. It knows who did what, never what was written."""
