from django.urls import path

from fodfaeste.web.passing import answering, asking

urlpatterns = [
    path("sager/<uuid:case_id>/overdrag/", asking.pass_on, name="pass_on"),
    path("sager/<uuid:case_id>/overtag/", answering.answer, name="take_over"),
]
