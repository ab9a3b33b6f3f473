from django.urls import path

from fodfaeste.web.refer import views

urlpatterns = [
    path("henvis/", views.choose, name="refer"),
    path("henvis/<str:programme_id>/", views.refer, name="refer_to"),
]
