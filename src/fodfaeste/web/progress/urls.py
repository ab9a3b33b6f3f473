from django.urls import path

from fodfaeste.web.progress import views

urlpatterns = [
    path("sager/<uuid:case_id>/progression/", views.progress, name="progress"),
    path("sager/<uuid:case_id>/progression/maal/", views.measure, name="measure"),
    path("sager/<uuid:case_id>/progression/tro/", views.belief, name="belief"),
]
