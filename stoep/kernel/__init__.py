"""What any web product needs: time-ordered ids, facts and who hears them, durable tasks, live nudges,
Markdown to safe HTML, the server itself. Knows no domain word.
"""
