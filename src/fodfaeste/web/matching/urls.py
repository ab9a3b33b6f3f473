from django.urls import path

from fodfaeste.web.matching import lists, views, workplaces

BASE = "sager/<uuid:case_id>/match"

urlpatterns = [
    path("match/", lists.pipelines, name="pipelines"),
    path("match/tal/", lists.figures, name="match_figures"),
    path(f"{BASE}/", views.match, name="match"),
    path(f"{BASE}/oensker/", views.wishes, name="match_wishes"),
    path(f"{BASE}/find/", workplaces.find, name="match_find"),
    path(f"{BASE}/<uuid:unit_id>/", workplaces.workplace, name="match_unit"),
    path(f"{BASE}/<uuid:unit_id>/rejsetid/", workplaces.minutes, name="match_minutes"),
    path(f"{BASE}/<uuid:unit_id>/ret/<int:step_id>/", workplaces.take_back, name="match_take_back"),
]
