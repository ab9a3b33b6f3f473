from django.urls import path

from fodfaeste.web.oversight import emergency, sampling, seal, views

SAMPLE = "tilsyn/stikproever/<uuid:sample_id>/"

urlpatterns = [
    path("noedadgang/", emergency.emergency, name="emergency"),
    path("tilsyn/", views.oversight, name="oversight"),
    path("tilsyn/noedadgang/<uuid:access_id>/set/", views.seen, name="oversight_seen"),
    path("tilsyn/stikproever/", sampling.samples, name="oversight_samples"),
    path(SAMPLE, sampling.sample, name="oversight_sample"),
    path("tilsyn/segl/", seal.seal, name="oversight_seal"),
]
