from django.urls import path

from fodfaeste.web.letters import enclosed, views

urlpatterns = [
    path("breve/", views.letters, name="letters"),
    path("breve/udskriv/", views.print_letters, name="letters_print"),
    path("breve/modtaget/", views.received, name="letters_received"),
    path("breve/<uuid:letter_id>/", views.letter, name="letter"),
    path("breve/<uuid:letter_id>/tilbage/", views.take_back, name="letter_take_back"),
    # Files lie apart from pages; see ``web.uploads``.
    path("filer/brev/<uuid:letter_id>/", views.pdf, name="letter_pdf"),
    path(
        "filer/indsigt/<uuid:case_id>/brev/<uuid:letter_id>/",
        views.for_citizen,
        name="letter_for_citizen",
    ),
    path("filer/brev/<uuid:letter_id>/bilag/<int:number>/", enclosed.enclosure, name="enclosure"),
    path(
        "filer/indsigt/<uuid:case_id>/brev/<uuid:letter_id>/bilag/<int:number>/",
        enclosed.for_citizen,
        name="enclosure_for_citizen",
    ),
    path(
        "filer/brev/modtaget/<uuid:letter_id>/bilag/<int:number>/",
        enclosed.received,
        name="enclosure_received",
    ),
    path("filer/brev/modtaget/<uuid:letter_id>/", views.open_received, name="letter_received"),
]
