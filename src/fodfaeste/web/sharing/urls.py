from django.urls import path

from fodfaeste.web.sharing import consents, extracts, sharing, views

urlpatterns = [
    path("delt-med-mig/", views.shared_with_me, name="shared_with_me"),
    path("sager/<uuid:case_id>/deling/", views.overview, name="sharing"),
    path("sager/<uuid:case_id>/deling/traek-tilbage/", consents.withdraw, name="withdraw"),
    path("sager/<uuid:case_id>/samtykke/", consents.give, name="consent"),
    path("sager/<uuid:case_id>/samtykke/<uuid:consent_id>/", consents.statement, name="statement"),
    path("sager/<uuid:case_id>/del/", sharing.share, name="share"),
    path("sager/<uuid:case_id>/deling/<uuid:sharing_id>/", extracts.extract, name="extract"),
    path(
        "sager/<uuid:case_id>/deling/<uuid:sharing_id>/udskriv/",
        extracts.print_extract,
        name="print_extract",
    ),
    path("sager/<uuid:case_id>/deling/<uuid:sharing_id>/sendt/", extracts.sent, name="sent"),
    path("sager/<uuid:case_id>/deling/<uuid:sharing_id>/luk/", extracts.end, name="end_sharing"),
]
