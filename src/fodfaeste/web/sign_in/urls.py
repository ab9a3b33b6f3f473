from django.urls import path

from fodfaeste.web.sign_in import views

urlpatterns = [
    # allauth looks its own views up by these names.
    path("log-ind/", views.sign_in, name="account_login"),
    path("log-ud/", views.sign_out, name="account_logout"),
    path("demo/", views.demo, name="demo"),
    path("sprog/", views.language, name="language"),
]
