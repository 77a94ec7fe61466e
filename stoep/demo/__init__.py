"""A believable company to look around in, written for the purpose.
Uses the same actions as everybody else.
"""
