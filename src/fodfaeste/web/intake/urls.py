from django.urls import path

from fodfaeste.web.intake import deciding, views

urlpatterns = [
    path("indbakke/", views.inbox, name="inbox"),
    path("sager/<uuid:case_id>/visitation/", deciding.decide, name="decide"),
]
