from django.urls import path

from fodfaeste.web.secretary import views

urlpatterns = [path("sekretaer/", views.secretary, name="secretary")]
