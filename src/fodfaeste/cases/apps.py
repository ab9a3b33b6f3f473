from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.cases"
    label = "cases"
