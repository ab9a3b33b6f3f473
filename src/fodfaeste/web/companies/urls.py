from django.urls import path

from fodfaeste.web.companies import parts, views

ONE = "virksomheder/<uuid:company_id>/"

urlpatterns = [
    path("virksomheder/", views.companies, name="companies"),
    path("virksomheder/ny/", views.add, name="company_add"),
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
]
