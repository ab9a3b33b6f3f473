from django.urls import path

from fodfaeste.web.appointments import booking, changing, reminding, views

urlpatterns = [
    path("kalender/", views.calendar, name="calendar"),
    path("sager/<uuid:case_id>/aftaler/ny/", booking.book, name="book"),
    path(
        "sager/<uuid:case_id>/aftaler/<uuid:appointment_id>/",
        views.appointment,
        name="appointment",
    ),
    path(
        "sager/<uuid:case_id>/aftaler/<uuid:appointment_id>/flyt/",
        changing.move,
        name="move_appointment",
    ),
    path(
        "sager/<uuid:case_id>/aftaler/<uuid:appointment_id>/ikke-holdt/",
        changing.not_held,
        name="appointment_not_held",
    ),
    path(
        "sager/<uuid:case_id>/aftaler/<uuid:appointment_id>/aflys/",
        changing.cancel,
        name="cancel_appointment",
    ),
    path("sager/<uuid:case_id>/mind-om/", reminding.remind, name="remind"),
]
