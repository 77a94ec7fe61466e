"""What you see first, and why: streams, subscriptions, home.
Reads items; never decides who may read them.
"""
