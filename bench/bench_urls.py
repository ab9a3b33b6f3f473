"""The site's own addresses, and one that says hello."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from fodfaeste.config.urls import handler400, handler403, handler404, handler500, urlpatterns


@login_not_required
def hello(_: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Hello</title><p>Hello")


urlpatterns = [path("bench/hello/", hello), *urlpatterns]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
