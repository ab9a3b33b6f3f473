from django.urls import path

from fodfaeste.web.support import calls, plans, views

BASE = "sager/<uuid:case_id>/stoette"

urlpatterns = [
    path(f"{BASE}/", views.support, name="support"),
    path(f"{BASE}/fase/<str:phase>/", plans.phase, name="phase_plan"),
    path(f"{BASE}/krise/", plans.crisis, name="crisis_plan"),
    path(f"{BASE}/fastholdelse/", plans.lasting, name="lasting_plan"),
    path(f"{BASE}/bagefter/", views.leaving, name="support_after"),
    path(f"{BASE}/kald/", calls.call_in, name="call_in"),
    path(f"{BASE}/kald/<str:entry_id>/", calls.answer, name="answer_call"),
]
