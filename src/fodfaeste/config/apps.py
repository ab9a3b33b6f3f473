from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.config"
    label = "config"

    def ready(self) -> None:
        from fodfaeste.config import checks  # noqa: F401 - importing it registers the checks
