from django.urls import path

from fodfaeste.web.companies import citizen, importing, parts, together, views

ONE = "virksomheder/<uuid:company_id>/"

urlpatterns = [
    path("virksomheder/", views.companies, name="companies"),
    path("virksomheder/ny/", views.add, name="company_add"),
    path("virksomheder/import/", importing.upload, name="company_imports"),
    path("virksomheder/import/skabelon/", importing.template, name="company_template"),
    path("virksomheder/import/<uuid:import_id>/", importing.look, name="company_import"),
    path(
        "virksomheder/import/<uuid:import_id>/rapport/",
        importing.report,
        name="company_import_report",
    ),
    path(
        "virksomheder/import/<uuid:import_id>/kasser/",
        importing.discard,
        name="company_import_discard",
    ),
    path(ONE, views.company, name="company"),
    path(f"{ONE}ret/", views.change, name="company_change"),
    path(f"{ONE}enheder/ny/", views.add_unit, name="company_unit_add"),
    path(f"{ONE}enheder/<uuid:unit_id>/ret/", views.change_unit, name="company_unit_change"),
    path(f"{ONE}enheder/<uuid:unit_id>/ansatte/", parts.record_staff, name="company_staff"),
    path(f"{ONE}enheder/<uuid:unit_id>/tilbud/", parts.add_offer, name="company_offer_add"),
    path(f"{ONE}tilbud/<uuid:offer_id>/ret/", parts.change_offer, name="company_offer_change"),
    path(f"{ONE}kontakter/ny/", parts.add_contact, name="company_contact_add"),
    path(
        f"{ONE}kontakter/<uuid:contact_id>/ret/",
        parts.change_contact,
        name="company_contact_change",
    ),
    path(
        f"{ONE}kontakter/<uuid:contact_id>/slet/",
        parts.erase_contact,
        name="company_contact_erase",
    ),
    path(f"{ONE}kontakt/", together.record_touch, name="company_touch"),
    path(f"{ONE}kontakt/borger/", citizen.about_citizen, name="company_citizen"),
    path(
        f"{ONE}kontakt/<uuid:touch_id>/fortryd/",
        together.take_touch_back,
        name="company_touch_back",
    ),
    path(f"{ONE}aftaler/ny/", together.add_cooperation, name="company_cooperation_add"),
    path(
        f"{ONE}aftaler/<uuid:cooperation_id>/ret/",
        together.change_cooperation,
        name="company_cooperation_change",
    ),
]
