from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.protection"
    label = "protection"

    def ready(self) -> None:
        from fodfaeste.cases import stops
        from fodfaeste.protection.holds import is_held

        stops.stops_erasing(is_held)
