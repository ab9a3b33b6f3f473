"""Sign-in by OpenID Connect: code flow with PKCE, by allauth."""

from allauth.socialaccount.providers.openid_connect import views

from fodfaeste.web.access import at_provider

oidc = at_provider("FODFAESTE_OIDC")

start = oidc(views.login)
back = oidc(views.callback)
