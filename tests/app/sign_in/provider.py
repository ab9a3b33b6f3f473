"""An identity provider made for the tests, with keys of its own, which signs as a real one does."""

import base64
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

# Its own types say less than there is in it.
xmlsec: Any = import_module("xmlsec")

CVR, OTHER_CVR = "29189846", "29190623"
IDP, ACS = "https://idp.example/saml", "http://testserver/log-ind/saml/svar/"
US = "http://testserver/log-ind/saml/metadata/"
NAMES = "urn:oasis:names:tc:SAML"
NAME_ID = f"C=DK,O={CVR},CN=Hanne Holm,Serial=8f3a"
ROLE = "http://fodfaeste.example/roles/usersystemrole/sagsbehandler/1"


def pair():
    """A key and a certificate of its own, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "made up")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    secret = key.private_bytes(
        form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return secret.decode(), certificate.public_bytes(form).decode()


IDP_KEY, IDP_CERTIFICATE = pair()
OUR_KEY, OUR_CERTIFICATE = pair()
STRANGERS_KEY, _ = pair()


def bare(certificate):
    return "".join(certificate.splitlines()[1:-1])


METADATA = f"""<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
 entityID="{IDP}">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<ds:X509Data><ds:X509Certificate>{bare(IDP_CERTIFICATE)}</ds:X509Certificate></ds:X509Data>
</ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
 Location="{IDP}/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>"""


def group(cvr=CVR, *roles, constraint=""):
    listed = "".join(f"<Privilege>{role}</Privilege>" for role in roles or (ROLE,))
    return (
        f'<PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:{cvr}">{listed}{constraint}'
        "</PrivilegeGroup>"
    )


def privileges(*groups, before=""):
    listed = "".join(groups or (group(),))
    text = (
        f'{before}<bpp:PrivilegeList xmlns:bpp="http://itst.dk/oiosaml/basic_privilege_profile">'
        f"{listed}</bpp:PrivilegeList>"
    )
    return base64.b64encode(text.encode()).decode()


def attributes(**more):
    known = {
        "dk:gov:saml:attribute:SpecVer": "DK-SAML-2.0",
        "dk:gov:saml:attribute:AssuranceLevel": "3",
        "dk:gov:saml:attribute:CvrNumberIdentifier": CVR,
        "dk:gov:saml:attribute:Privileges_intermediate": privileges(),
    }
    return known | {f"dk:gov:saml:attribute:{name}": value for name, value in more.items()}


def moment(minutes):
    return (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def response(
    request_id,
    *,
    audience=US,
    ends=5,
    begins=-1,
    name_id=NAME_ID,
    said=None,
    destination=ACS,
    confirmed=None,
    issuer=IDP,
):
    listed = "".join(
        f'<saml:Attribute Name="{name}" NameFormat="{NAMES}:2.0:attrname-format:basic">'
        f"<saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"
        for name, value in (said or attributes()).items()
    )
    answers = f' InResponseTo="{request_id}"' if request_id else ""
    confirms = confirmed if confirmed is not None else answers
    return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{uuid4().hex}" Version="2.0"
 IssueInstant="{moment(0)}" Destination="{destination}"{answers}>
<saml:Issuer>{issuer}</saml:Issuer><samlp:Status>
<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
<saml:Assertion ID="_{uuid4().hex}" Version="2.0" IssueInstant="{moment(0)}">
<saml:Issuer>{issuer}</saml:Issuer>
<saml:Subject>
<saml:NameID Format="{NAMES}:1.1:nameid-format:X509SubjectName">{name_id}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{moment(ends)}" Recipient="{destination}"{confirms}/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{moment(begins)}" NotOnOrAfter="{moment(ends)}">
<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>
</saml:Conditions>
<saml:AuthnStatement AuthnInstant="{moment(0)}" SessionIndex="_s"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:X509</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{listed}</saml:AttributeStatement></saml:Assertion></samlp:Response>"""


def signed(text, key=IDP_KEY, method=xmlsec.Transform.RSA_SHA256, part="Assertion"):
    """The answer with its assertion (or itself) signed, as it is posted."""
    root = etree.fromstring(text.encode())
    [element] = [each for each in root.iter() if etree.QName(each).localname == part]
    signature = xmlsec.template.create(element, xmlsec.Transform.EXCL_C14N, method)
    element.insert(1, signature)
    digest = (
        xmlsec.Transform.SHA1 if method == xmlsec.Transform.RSA_SHA1 else xmlsec.Transform.SHA256
    )
    reference = xmlsec.template.add_reference(signature, digest, uri=f"#{element.get('ID')}")
    xmlsec.template.add_transform(reference, xmlsec.Transform.ENVELOPED)
    xmlsec.template.add_transform(reference, xmlsec.Transform.EXCL_C14N)
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(key, xmlsec.KeyFormat.PEM)
    context.register_id(element, "ID")
    context.sign(signature)
    return base64.b64encode(etree.tostring(root)).decode()
