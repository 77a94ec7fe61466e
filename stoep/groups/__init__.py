"""Where people make it: groups, who belongs to them, and the one gate for reading.
Does not know what is shared in them.
"""
