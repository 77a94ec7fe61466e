"""Telling people what concerns them, derived from facts.
Asks the gate again when a notification is shown.
"""
