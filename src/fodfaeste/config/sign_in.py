"""How people sign in: what allauth is told, and the providers at which an organisation does."""

ADAPTERS = "fodfaeste.web.sign_in.adapters"
FORMS = "fodfaeste.web.sign_in.forms"

ALLAUTH = {
    "ACCOUNT_ADAPTER": f"{ADAPTERS}.Accounts",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    # Whoever asks for a new password is told the same, and nothing is sent to strangers.
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "PASSWORD_RESET_TIMEOUT": 24 * 60 * 60,
    "ACCOUNT_SESSION_REMEMBER": False,
    # Attempts to sign in are counted by web/sign_in/attempts.py instead.
    "ACCOUNT_RATE_LIMITS": {
        "login": None,
        "login_failed": None,
        "reset_password": "60/10m/ip,3/10m/key",
    },
    "MFA_ADAPTER": f"{ADAPTERS}.Factors",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_TOTP_ISSUER": "Fodfæste",
    # One step of 30 seconds to either side, for slow hands and clocks.
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_FORMS": {
        "authenticate": f"{FORMS}.CodeForm",
        "authenticate_webauthn": f"{FORMS}.KeyForm",
        "reauthenticate": f"{FORMS}.ConfirmCodeForm",
        "reauthenticate_webauthn": f"{FORMS}.ConfirmKeyForm",
        "activate_totp": f"{FORMS}.AppForm",
        "add_webauthn": f"{FORMS}.NewKeyForm",
    },
    "SOCIALACCOUNT_ADAPTER": f"{ADAPTERS}.Outside",
    # By a link: a form's way to another site is refused by the content policy.
    "SOCIALACCOUNT_LOGIN_ON_GET": True,
}
