"""Every address of the site, area by area."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

AREAS = ("sign_in", "today", "cases", "case", "refer", "programmes")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"fodfaeste.web.{area}.urls"))
    for area in AREAS
    if find_spec(f"fodfaeste.web.{area}") and find_spec(f"fodfaeste.web.{area}.urls")
]

handler400 = "fodfaeste.web.errors.bad_request"
handler403 = "fodfaeste.web.errors.forbidden"
handler404 = "fodfaeste.web.errors.not_found"
handler500 = "fodfaeste.web.errors.broken"
