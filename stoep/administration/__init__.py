"""The pages of who runs the network: organisation, people, invitations, groups, topics, mail, functions, health.

It owns no content and reads none: an admin is no reader.
"""
