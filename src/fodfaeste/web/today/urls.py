from django.urls import path

from fodfaeste.web.today import views

urlpatterns = [path("", views.today, name="today")]
