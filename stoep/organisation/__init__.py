"""The organisation that owns this network: its name, language, colour and logo, and its set-up.
Does not know who is in it.
"""
