"""What the tests of the pages of consent and sharing share."""

from django.urls import reverse

from fodfaeste.cases.models import Consent
from tests.app.web_forms import sent


def text(page):
    assert page.status_code == 200, page.status_code
    return page.content.decode()


def url(name, case, *more, **query):
    path = reverse(name, args=[case, *more])
    return f"{path}?{'&'.join(f'{k}={v}' for k, v in query.items())}" if query else path


def form_of(client, address):
    return client.get(address).context["form"]


def give(client, case, role="gp", **changed):
    address = url("consent", case, modtager=role)
    data = sent(form_of(client, address), witness="Vita Vidne", **changed)
    answer = client.post(address, data)
    if answer.status_code == 200 and "wording" in answer.context["form"].errors:
        data = sent(answer.context["form"])
        answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return Consent.unrestricted.latest("recorded_at")


def share(client, case, consent, **changed):
    address = url("share", case, samtykke=consent.pk)
    data = sent(form_of(client, address), **changed)
    seen = client.post(address, data | {"step": "see"})
    data |= {"seen": seen.context.get("seen", "")}
    return seen, client.post(address, data | {"step": "share"})


def opens(client, user, case):
    client.force_login(user)
    return client.get(reverse("case", args=[case])).status_code == 200
