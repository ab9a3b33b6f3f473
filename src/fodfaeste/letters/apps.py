from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.letters"
    label = "letters"

    def ready(self) -> None:
        from fodfaeste.cases import stops
        from fodfaeste.letters.erasing import erase_letters

        stops.erased_too(erase_letters)
