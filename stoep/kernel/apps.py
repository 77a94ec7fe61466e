from django.apps import AppConfig
from django.urls import register_converter


class KernelConfig(AppConfig):
    name = "stoep.kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let addresses hold ids."""
        from stoep.kernel.ids import IdConverter

        register_converter(IdConverter, "id")
