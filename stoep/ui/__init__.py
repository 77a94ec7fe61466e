"""The design system: base page, components, tokens, icons, elements, error pages.
Knows no domain word.
"""
