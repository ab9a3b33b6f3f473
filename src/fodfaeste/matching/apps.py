from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.matching"
    label = "matching"

    def ready(self) -> None:
        from fodfaeste.cases import emptying
        from fodfaeste.matching.wishes import empty

        emptying.empties_cases(empty)
