from django.urls import path

from fodfaeste.web.case import (
    closing,
    companions,
    keeping,
    mending,
    registering,
    seeing,
    views,
)

urlpatterns = [
    path("sager/<uuid:case_id>/", views.case, name="case"),
    path("sager/<uuid:case_id>/registrer/", registering.register, name="register"),
    path("sager/<uuid:case_id>/ret/<str:entry_id>/", mending.correct, name="correct"),
    path("sager/<uuid:case_id>/afslut/", closing.close, name="close"),
    path("sager/<uuid:case_id>/genaabn/", closing.reopen, name="reopen"),
    path("sager/<uuid:case_id>/fravaelg/", mending.waive, name="waive"),
    path("sager/<uuid:case_id>/variant/", keeping.variant, name="variant"),
    path("sager/<uuid:case_id>/oplysninger/", keeping.facts, name="facts"),
    path("sager/<uuid:case_id>/mennesker/", keeping.people, name="people"),
    path("sager/<uuid:case_id>/adgang/", seeing.access, name="access"),
    path("sager/<uuid:case_id>/mennesker/ser/", seeing.let_see, name="let_see"),
    path("sager/<uuid:case_id>/hvem-ser/<str:entry_id>/", seeing.classify, name="classify"),
    path("sager/<uuid:case_id>/kontakt/", seeing.contact, name="contact"),
    path("sager/<uuid:case_id>/ved-borgeren/", companions.companions, name="companions"),
    path("sager/<uuid:case_id>/version/", keeping.version, name="version"),
]
