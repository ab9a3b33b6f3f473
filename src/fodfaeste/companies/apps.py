from django.apps import AppConfig


class Config(AppConfig):
    name = "fodfaeste.companies"
    label = "companies"
