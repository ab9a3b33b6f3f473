from importlib.util import find_spec

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("allauth.account.urls")),
    # Also for those who are about to sign in.
    path("sprog/", login_not_required(set_language), name="set_language"),
]
# Being written side by side, like the apps in the settings.
if find_spec("fodfaeste.web.urls"):
    urlpatterns.append(path("", include("fodfaeste.web.urls")))
