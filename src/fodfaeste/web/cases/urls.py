from django.urls import path

from fodfaeste.web.cases import views

urlpatterns = [
    path("sager/", views.cases, name="cases"),
    path("sager/find/", views.find, name="find"),
]
