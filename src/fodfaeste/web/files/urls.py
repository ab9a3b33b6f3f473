from django.urls import path

from fodfaeste.web.files import views

urlpatterns = [
    path("sager/<uuid:case_id>/filer/<str:entry_id>/", views.add_file, name="add_file"),
    # Files lie apart from pages; see ``web.uploads``.
    path("filer/sag/<uuid:case_id>/<uuid:file_id>/", views.file, name="file"),
    path(
        "filer/indsigt/<uuid:case_id>/<uuid:file_id>/",
        views.file_for_citizen,
        name="file_for_citizen",
    ),
]
