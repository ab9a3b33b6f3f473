from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.traces"
    label = "traces"
