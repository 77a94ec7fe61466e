from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "stoep.kernel"
    default_auto_field = "django.db.models.BigAutoField"
