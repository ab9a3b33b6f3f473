from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.placements"
    label = "placements"

    def ready(self) -> None:
        from fodfaeste.cases import emptying
        from fodfaeste.placements.erasing import empty

        emptying.empties_cases(empty)
