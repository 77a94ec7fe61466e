"""The web server's side of the house: one ASGI callable over a small, fixed pool of page threads.

Django's own ASGI handler costs ten times as much on a plain page and holds a thread and a connection for every
open stream (measured); so pages run in its WSGI handler, and live streams are plain coroutines.
"""
