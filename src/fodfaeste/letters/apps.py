from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.letters"
    label = "letters"

    def ready(self) -> None:
        from fodfaeste.cases import emptying
        from fodfaeste.letters.erasing import erase_letters

        emptying.empties_cases(erase_letters)
