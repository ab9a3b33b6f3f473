from django.urls import path

from fodfaeste.web.drafts import views

urlpatterns = [
    path("kladder/", views.drafts, name="drafts"),
    path("kladder/adgang/", views.token, name="draft_token"),
    path("kladder/<uuid:draft_id>/smid-vaek/", views.throw_away, name="throw_draft_away"),
]
