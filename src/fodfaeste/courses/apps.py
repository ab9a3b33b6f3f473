from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.courses"
    label = "courses"

    def ready(self) -> None:
        from fodfaeste.cases import emptying
        from fodfaeste.courses.services.forgetting import forget

        emptying.empties_cases(forget)
