from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.matching"
    label = "matching"
