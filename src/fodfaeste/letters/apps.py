from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.letters"
    label = "letters"
