from django.apps import AppConfig


class RunningConfig(AppConfig):
    name = "fodfaeste.running"
    label = "running"
