from django.urls import path

from fodfaeste.web.plan import editing, moving, publishing, views

urlpatterns = [
    path("sager/<uuid:case_id>/plan/", views.plan, name="plan_page"),
    path("sager/<uuid:case_id>/plan/udgiv/", publishing.publish, name="plan_publish"),
    path("sager/<uuid:case_id>/plan/send/", publishing.send, name="plan_send"),
    path("sager/<uuid:case_id>/plan/aftalt/", publishing.agree, name="plan_agree"),
    path("sager/<uuid:case_id>/plan/aendret/", views.changes, name="plan_changes"),
    path("sager/<uuid:case_id>/plan/version/<int:number>/", views.version, name="plan_version"),
    path("sager/<uuid:case_id>/plan/flyt/<slug:item>/", moving.move, name="plan_move"),
    path("sager/<uuid:case_id>/plan/fjern/<slug:item>/", editing.remove, name="plan_remove"),
    path("sager/<uuid:case_id>/plan/<slug:part>/", editing.part, name="plan_add"),
    path("sager/<uuid:case_id>/plan/<slug:part>/<slug:item>/", editing.part, name="plan_part"),
]
