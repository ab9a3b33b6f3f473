from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.mentoring"
    label = "mentoring"
