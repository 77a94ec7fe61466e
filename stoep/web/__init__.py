"""The shell: home, navigation, error pages, health.
The one place that shows all apps together.
"""
