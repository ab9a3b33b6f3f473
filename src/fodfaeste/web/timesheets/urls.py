from django.urls import path

from fodfaeste.web.timesheets import views

BASE = "sager/<uuid:case_id>/praktik/<uuid:placement_id>/timeseddel"

urlpatterns = [
    path(f"{BASE}/", views.timesheet, name="timesheet"),
    path(f"{BASE}/bekraeft/", views.confirm, name="confirm_timesheet"),
]
