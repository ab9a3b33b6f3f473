from django.urls import path

from fodfaeste.web.sign_in import factors, oidc, passwords, saml, views

OIDC = {"provider_id": "oidc"}

# allauth looks its own views up by these names; what is not named here is not there.
urlpatterns = [
    path("log-ind/", views.sign_in, name="account_login"),
    path("log-ud/", views.sign_out, name="account_logout"),
    path("log-ud/overalt/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("demo/", views.demo, name="demo"),
    path("sprog/", views.language, name="language"),
    # an organisation's own provider
    path("log-ind/oidc/", oidc.start, OIDC, name="openid_connect_login"),
    path("log-ind/oidc/retur/", oidc.back, OIDC, name="openid_connect_callback"),
    path("log-ind/saml/", saml.start, name="saml_login"),
    path("log-ind/saml/svar/", saml.acs, name="saml_acs"),
    path("log-ind/saml/svar/<slug:ticket>/", saml.finish, name="saml_finish_acs"),
    path("log-ind/saml/metadata/", saml.metadata, name="saml_metadata"),
    # the password
    path("adgangskode/", passwords.change, name="account_change_password"),
    path("glemt-adgangskode/", passwords.forgotten, name="account_reset_password"),
    path("glemt-adgangskode/sendt/", passwords.sent, name="account_reset_password_done"),
    path("ny-adgangskode/valgt/", passwords.done, name="account_reset_password_from_key_done"),
    path(
        "ny-adgangskode/<slug:uidb36>/<str:key>/",
        passwords.new,
        name="account_reset_password_from_key",
    ),
    path("bekraeft/", passwords.confirm, name="account_reauthenticate"),
    # the second factor
    path("log-ind/trin-2/", factors.show, name="mfa_authenticate"),
    path("min-adgang/", factors.index, name="mfa_index"),
    path("min-adgang/app/", factors.add_app, name="mfa_activate_totp"),
    path("min-adgang/app/fjern/", factors.remove_app, name="mfa_deactivate_totp"),
    path("min-adgang/noegle/", factors.add_key, name="mfa_add_webauthn"),
    path("min-adgang/noegle/<int:pk>/fjern/", factors.remove_key, name="mfa_remove_webauthn"),
    path("min-adgang/koder/", factors.codes, name="mfa_view_recovery_codes"),
    path("min-adgang/koder/nye/", factors.new_codes, name="mfa_generate_recovery_codes"),
    path("bekraeft/kode/", factors.confirm, name="mfa_reauthenticate"),
    path("bekraeft/noegle/", factors.confirm_by_key, name="mfa_reauthenticate_webauthn"),
]
