from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.placements"
    label = "placements"
