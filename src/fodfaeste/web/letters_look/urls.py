from django.urls import path

from fodfaeste.web.administration.urls import OF_PLACE
from fodfaeste.web.letters_look import from_case, views

urlpatterns = [
    path("sager/<uuid:case_id>/brev/<slug:what>/<slug:of>/", from_case.letter, name="letter_from"),
    path(f"{OF_PLACE}/breve/<slug:kind>/tekst/", views.words, name="letter_words"),
    path(f"{OF_PLACE}/breve/<slug:kind>/eksempel/", views.example, name="letter_example"),
]
