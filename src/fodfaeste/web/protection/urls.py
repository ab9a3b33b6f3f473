from django.urls import path

from fodfaeste.web.protection import citizen, deletion, holding, retention, taking, views

urlpatterns = [
    path("databeskyttelse/", views.protection, name="protection"),
    path("databeskyttelse/register/", views.register, name="protection_register"),
    path("databeskyttelse/register.csv", views.as_csv, name="protection_register_csv"),
    path("databeskyttelse/register.md", views.as_markdown, name="protection_register_md"),
    path("databeskyttelse/slettefrister/", retention.rules, name="protection_rules"),
    path("databeskyttelse/slettefrister/slut/", retention.end, name="protection_rule_end"),
    path("databeskyttelse/sletning/", deletion.deletions, name="protection_deletions"),
    path("databeskyttelse/sletning/<uuid:deletion_id>/", deletion.one, name="protection_deletion"),
    path("sager/<uuid:case_id>/indsigt/", taking.subject_access, name="subject_access"),
    path("sager/<uuid:case_id>/rettelser/", citizen.corrections, name="corrections"),
    path("sager/<uuid:case_id>/borger/", citizen.rectify, name="rectify"),
    path("sager/<uuid:case_id>/bevaring/", holding.holds, name="holds"),
]
