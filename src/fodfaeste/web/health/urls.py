from django.urls import path

from fodfaeste.web.health import views

urlpatterns = [path("sundhed/", views.health, name="health")]
