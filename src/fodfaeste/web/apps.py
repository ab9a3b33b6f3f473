from django.apps import AppConfig


class Web(AppConfig):
    name = "fodfaeste.web"
    label = "web"
