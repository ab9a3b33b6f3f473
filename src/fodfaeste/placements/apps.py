from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.placements"
    label = "placements"

    def ready(self) -> None:
        from fodfaeste.cases import stops
        from fodfaeste.placements.erasing import empty

        stops.erased_too(empty)
