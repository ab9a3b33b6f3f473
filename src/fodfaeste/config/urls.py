from django.urls import URLPattern, URLResolver, include, path

from fodfaeste.web.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [path("", include("fodfaeste.web.urls"))]
