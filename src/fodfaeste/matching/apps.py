from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.matching"
    label = "matching"

    def ready(self) -> None:
        from fodfaeste.cases import stops
        from fodfaeste.matching.wishes import empty

        stops.erased_too(empty)
