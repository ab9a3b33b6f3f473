"""Every address of the site, area by area."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fodfaeste.web.sign_in.urls")),
    path("", include("fodfaeste.web.today.urls")),
    path("", include("fodfaeste.web.cases.urls")),
    path("", include("fodfaeste.web.refer.urls")),
    path("", include("fodfaeste.web.case.urls")),
    path("", include("fodfaeste.web.intake.urls")),
    path("", include("fodfaeste.web.secretary.urls")),
    path("", include("fodfaeste.web.covering.urls")),
    path("", include("fodfaeste.web.appointments.urls")),
    path("", include("fodfaeste.web.companies.urls")),
    path("", include("fodfaeste.web.sharing.urls")),
    path("", include("fodfaeste.web.passing.urls")),
    path("", include("fodfaeste.web.drafts.urls")),
    path("", include("fodfaeste.web.progress.urls")),
    path("", include("fodfaeste.web.plan.urls")),
    path("", include("fodfaeste.web.support.urls")),
    path("", include("fodfaeste.web.sparring.urls")),
    path("", include("fodfaeste.web.files.urls")),
    path("", include("fodfaeste.web.placements.urls")),
    path("", include("fodfaeste.web.timesheets.urls")),
    path("", include("fodfaeste.web.letters.urls")),
    path("", include("fodfaeste.web.courses.urls")),
    path("", include("fodfaeste.web.programmes.urls")),
    path("", include("fodfaeste.web.overview.urls")),
    path("", include("fodfaeste.web.administration.urls")),
    path("", include("fodfaeste.web.letters_look.urls")),
    path("", include("fodfaeste.web.oversight.urls")),
    path("", include("fodfaeste.web.protection.urls")),
    path("", include("fodfaeste.web.matching.urls")),
    path("", include("fodfaeste.web.mentoring.urls")),
    path("", include("fodfaeste.web.health.urls")),
]

handler400 = "fodfaeste.web.errors.bad_request"
handler403 = "fodfaeste.web.errors.forbidden"
handler404 = "fodfaeste.web.errors.not_found"
handler500 = "fodfaeste.web.errors.broken"
