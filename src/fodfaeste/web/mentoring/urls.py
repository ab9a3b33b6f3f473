from django.urls import path

from fodfaeste.web.mentoring import mentors, partners, support

PARTNER = "partnere/<uuid:partner_id>/"
MENTOR = "mentorer/<uuid:mentor_id>/"
IN_CASE = "sager/<uuid:case_id>/mentor"
SUPPORT = f"{IN_CASE}/<uuid:support_id>/"

urlpatterns = [
    path("partnere/", partners.partners, name="partners"),
    path("partnere/ny/", partners.add, name="partner_add"),
    path(PARTNER, partners.partner, name="partner"),
    path(f"{PARTNER}ret/", partners.change, name="partner_change"),
    path(f"{PARTNER}kontakt/slet/", partners.erase_contact, name="partner_contact_erase"),
    path(f"{PARTNER}stoette/ny/", partners.add_help, name="partner_help_add"),
    path(f"{PARTNER}stoette/<uuid:help_id>/ret/", partners.change_help, name="partner_help_change"),
    path(f"{PARTNER}aftale/", partners.agree, name="partner_agree"),
    path("mentorer/", mentors.mentors, name="mentors"),
    path("mentorer/ny/", mentors.add, name="mentor_add"),
    path(MENTOR, mentors.change, name="mentor"),
    path(f"{MENTOR}slet/", mentors.erase, name="mentor_erase"),
    path(f"{IN_CASE}/ny/", support.begin, name="mentor_begin"),
    path(SUPPORT, support.support, name="mentor_support"),
    path(f"{SUPPORT}udskriv/", support.print_support, name="mentor_print"),
    path(f"{SUPPORT}ret/", support.change, name="mentor_change"),
    path(f"{SUPPORT}kontakt/", support.contact, name="mentor_contact"),
    path(f"{SUPPORT}afslut/", support.end, name="mentor_end"),
]
