"""Settings of providers that do not fit together are told, each with its remedy."""

import pytest

from fodfaeste.config import sign_in as config
from fodfaeste.config.environment import Environment
from tests.app.sign_in.provider import METADATA, STRANGERS_KEY


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("SAML_METADATA", "no metadata", "E032"),
        ("SAML_METADATA", METADATA.replace("IDPSSODescriptor", "SPSSODescriptor"), "E032"),
        ("SAML_KEY_FILE", STRANGERS_KEY, "E033"),
        ("SAML_CERTIFICATE", "no certificate", "E033"),
    ],
)
def test_files_that_do_not_fit_are_told(saml_files, name, content, code):
    (saml_files / name).write_text(content)
    env = Environment(made_keys=saml_files / "keys.json")
    assert config.providers(env)["saml"] == {}
    assert [problem.code for problem in env.problems] == [f"fodfaeste.{code}"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"OIDC_ISSUER": "https://idp.example"}, "E030"),
        ({"OIDC_CLIENT_SECRET": "x"}, "E030"),
        (
            {"OIDC_ISSUER": "http://idp.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"},
            "E031",
        ),
    ],
)
def test_half_a_provider_is_told(tmp_path, monkeypatch, given, code):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    env = Environment(made_keys=tmp_path / "keys.json")
    assert config.providers(env)["openid_connect"] == {}
    assert [problem.code for problem in env.problems] == [f"fodfaeste.{code}"]
