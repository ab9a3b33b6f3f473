from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("allauth.account.urls")),
    path("sprog/", include("django.conf.urls.i18n")),
]
if find_spec("fodfaeste.web.urls"):
    urlpatterns.append(path("", include("fodfaeste.web.urls")))
