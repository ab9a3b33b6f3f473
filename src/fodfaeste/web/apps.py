from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Web(AppConfig):
    name = "fodfaeste.web"
    label = "web"

    def ready(self) -> None:
        """A field that was left empty says what to do, in every form alike."""
        forms.Field.default_error_messages["required"] = _("This has to be filled in.")
