from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.courses"
    label = "courses"
