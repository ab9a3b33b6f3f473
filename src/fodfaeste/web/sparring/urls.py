from django.urls import path

from fodfaeste.web.sparring import views

urlpatterns = [
    path("sparring/", views.sparring, name="sparring"),
    path("sparring/nyt-moede/", views.new_meeting, name="sparring_new"),
    path("sparring/<uuid:meeting_id>/", views.meeting, name="sparring_meeting"),
    path("sparring/<uuid:meeting_id>/slet/", views.erase, name="sparring_erase"),
]
