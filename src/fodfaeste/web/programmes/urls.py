from django.urls import path

from fodfaeste.web.programmes import views

urlpatterns = [
    path("programmer/", views.programmes, name="programmes"),
    path("regler/", views.placement_law, name="placement_law"),
    path("programmer/<str:programme_id>/", views.programme, name="programme"),
    path("programmer/<str:programme_id>/<str:version>/", views.version, name="programme_version"),
]
