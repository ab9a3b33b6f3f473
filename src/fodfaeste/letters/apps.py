from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.letters"
    label = "letters"

    def ready(self) -> None:
        from fodfaeste.cases import emptying, following, rows
        from fodfaeste.letters.erasing import erase_letters, forget_texts

        emptying.empties_cases(erase_letters)
        following.follows_logs(forget_texts, types=frozenset({rows.TEXT_ERASED}))
