from django.urls import path

from fodfaeste.web.overview import views

urlpatterns = [
    path("overblik/", views.programmes, name="overviews"),
    path("overblik/<str:programme_id>/", views.programme, name="overview"),
]
