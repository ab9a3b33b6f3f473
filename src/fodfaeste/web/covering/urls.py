from django.urls import path

from fodfaeste.web.covering import views

urlpatterns = [path("afloesning/", views.covers, name="covers")]
