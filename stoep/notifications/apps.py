from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "stoep.notifications"
    default_auto_field = "django.db.models.BigAutoField"
