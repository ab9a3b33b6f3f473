from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.placements"
    label = "placements"

    def ready(self) -> None:
        from fodfaeste.cases import emptying, following
        from fodfaeste.placements.beside import broken_placements
        from fodfaeste.placements.erasing import empty
        from fodfaeste.placements.following import TELLING, follow

        emptying.empties_cases(empty)
        following.follows_logs(follow, types=TELLING)
        following.checks_rows(broken_placements)
