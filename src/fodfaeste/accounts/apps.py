from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.accounts"
    label = "accounts"
