from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.demo"
    label = "demo"
