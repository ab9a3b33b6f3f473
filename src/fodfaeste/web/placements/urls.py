from django.urls import path

from fodfaeste.web.placements import changing, elsewhere, starting, views

ALL = "sager/<uuid:case_id>/praktik"
ONE = f"{ALL}/<uuid:placement_id>"

urlpatterns = [
    path(f"{ALL}/ny/", starting.start, name="placement_start"),
    path(f"{ONE}/", views.placement, name="placement"),
    path(f"{ONE}/begyndt/", views.begin, name="placement_begin"),
    path(f"{ONE}/bortfaldet/", views.drop, name="placement_drop"),
    path(f"{ONE}/aendr/", changing.change, name="placement_change"),
    path(f"{ONE}/underskriv/", changing.sign, name="placement_sign"),
    path(f"{ONE}/afslut/", changing.end, name="placement_end"),
    path(f"{ONE}/system/<slug:system>/", elsewhere.elsewhere, name="placement_elsewhere"),
    path(
        f"{ONE}/system/<slug:system>/fil/<slug:ending>/", elsewhere.export, name="placement_export"
    ),
]
