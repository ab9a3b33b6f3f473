"""Forms for giving a consent and for sharing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.queries import Choice, worker_at
from fodfaeste.cases import statutes
from fodfaeste.cases.basis import ordered
from fodfaeste.cases.policy import SHAREABLE, Kind
from fodfaeste.cases.queries import ConsentView
from fodfaeste.cases.services import NewConsent, NewSharing, Recipient
from fodfaeste.core.dates import add_months, as_date
from fodfaeste.web.attribute_fields import capital
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField
from fodfaeste.web.requests import whole_number
from fodfaeste.web.sent_once import Group, SentOnce
from fodfaeste.web.sharing import terms

LONGEST_NAME = 200
SHORT_ACCESS = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Around a form: the organisation in whose name it is said, the others that use the system,
    and the day."""

    organisation: str
    others: Sequence[Choice]
    today: date


def pairs(named: Mapping[Any, Promise]) -> list[tuple[str, Promise]]:
    return [(str(code), name) for code, name in named.items()]


def last_day(since: date) -> date | None:
    """The last day that a consent usually has; None if the site sets none."""
    months = settings.FODFAESTE_CONSENT_MONTHS
    return as_date(add_months(since.toordinal(), months) - 1) if months else None


class ReceiverForm(SentOnce):
    """Whom it is told to: a role, and who that is."""

    role = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Who it is"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("A name, so that nobody can doubt it: “Lægehuset Torvet”, “my sister Ida”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ChoiceField(
        label=_("Uses Fodfæste"),
        required=False,
        help_text=_("Then the case can be opened to them, and need not be sent."),
    )
    email = forms.EmailField(
        label=_("Only one person there"),
        required=False,
        help_text=_("Their e-mail at work. If left empty, it is everybody there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What may be told"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of information.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, desk: Desk, kinds: Iterable[Kind], **values: Any):
        super().__init__(data, **values)
        self.desk = desk
        choices = [("", _("No")), *((str(each.id), each.name) for each in desk.others)]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        named = [(kind.value, terms.KINDS[kind]) for kind in kinds]
        self.fields["kinds"].choices = named  # type: ignore[attr-defined]

    def group(self, *names: str, heading: str = "") -> Group:
        fields = [self[name] for name in names if name in self.fields]
        is_open = any(field.errors for field in fields)
        return Group([field for field in fields if not field.is_hidden], heading, is_open)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        organisation = whole_number(said.get("organisation") or "")
        said["organisation_id"], said["user_id"] = organisation, None
        if said.get("email"):
            said["user_id"] = worker_at(email=said["email"], organisation_id=organisation)
            if said["user_id"] is None:
                self.add_error("email", _("Nobody with that address works there."))
        return said

    def recipient(self) -> Recipient:
        """Whom; for a form that is valid. Who uses the system needs no other name."""
        said = self.cleaned_data
        return Recipient(
            role=said["role"],
            organisation_id=said["organisation_id"],
            user_id=said["user_id"],
            name="" if said["organisation_id"] else said["name"].strip(),
        )

    @property
    def places(self) -> dict[str, str]:
        """The fields that faults are about."""
        return {"organisation_id": "organisation", "user_id": "email", "on": "given_on",
                "receiver": "role"}  # fmt: skip


class ConsentForm(ReceiverForm):
    """A consent, with the text that the citizen agrees to."""

    purpose = forms.CharField(
        label=_("What for"),
        help_text=_("As the citizen would say it, beginning with “so that …”."),
        error_messages={"required": _("Write what it is for.")},
    )
    wording = forms.CharField(
        label=_("What the citizen says yes to"),
        help_text=_("Read it aloud. It may be changed; what stands here is kept as it was said."),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Write what the citizen says yes to.")},
    )
    suggested = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    way = forms.ChoiceField(
        label=_("How it is given"), choices=pairs(terms.WAYS), widget=forms.RadioSelect
    )
    witness = forms.CharField(
        label=_("Witness"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Who else hears it, where it is said and not signed."),
        error_messages={"required": _("Write who was there as witness.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    given_on = DayField(label=_("Given on"))
    since = DayField(label=_("From"))
    last_on = DayField(
        label=_("Until, the last day"),
        required=False,
        help_text=_("If left empty, it applies until it is withdrawn."),
    )

    def __init__(self, data: Any = None, *, desk: Desk, role: str, **values: Any) -> None:
        usual = terms.USUAL.get(role, (Kind.NAME,))
        begins = {
            "role": role,
            "kinds": [kind.value for kind in usual],
            "purpose": str(terms.PURPOSES.get(role, "")),
            "way": "in_person",
            "given_on": desk.today,
            "since": desk.today,
            "last_on": last_day(desk.today),
            **values.pop("initial", {}),
        }
        super().__init__(data, desk=desk, kinds=SHAREABLE, initial=begins, **values)
        # Needed where it is said and not signed, which is how the form begins.
        self.fields["witness"].required = self["way"].value() == "in_person"
        self.initial["wording"] = self.initial["suggested"] = self.suggestion(self.initial)

    def suggestion(self, said: Mapping[str, Any]) -> str:
        """The text that fits what is said."""
        return terms.wording(
            role=str(said.get("role") or ""),
            name=self._named(said),
            kinds=ordered(said.get("kinds") or ()),
            purpose=str(said.get("purpose") or "…"),
            organisation=self.desk.organisation,
            since=said.get("since") or self.desk.today,
            last_on=said.get("last_on"),
        )

    def _named(self, said: Mapping[str, Any]) -> str:
        organisations = {str(each.id): each.name for each in self.desk.others}
        return organisations.get(str(said.get("organisation") or ""), str(said.get("name") or ""))

    def fitted(self) -> bool:
        """Whether the text fits what is chosen. One that nobody has changed is made to fit; the
        citizen has to hear it before it is saved."""
        if not self.is_untouched:
            return True
        fits = self.suggestion(self.cleaned_data)
        if plain(fits) == plain(self.data.get("wording", "")):
            return True
        self.put("wording", fits)
        self.put("suggested", fits)
        return False

    @property
    def is_untouched(self) -> bool:
        """Whether the text is the one that was suggested."""
        return plain(self.data.get("wording", "")) == plain(self.data.get("suggested", ""))

    def put(self, name: str, value: str) -> None:
        data = cast(QueryDict, self.data).copy()
        data[name] = value
        self.data = data

    def consent(self) -> NewConsent:
        """What was given; for a form that is valid."""
        said = self.cleaned_data
        return NewConsent(
            receiver=self.recipient(),
            kinds=said["kinds"],
            purpose=said["purpose"],
            wording=plain(said["wording"]),
            way=said["way"],
            given_on=said["given_on"],
            since=max(said["since"], said["given_on"]),
            last_on=said["last_on"],
            witness=said["witness"],
            scope=terms.scope(ordered(said["kinds"]), said["purpose"]),
        )


def plain(text: str) -> str:
    """As browsers send the text of a box and as it was put there, in one form."""
    return text.replace("\r\n", "\n").strip()


class ShareForm(ReceiverForm):
    """What is shared with whom, and how. By a consent, which is found; or by a paragraph."""

    way = forms.ChoiceField(
        label=_("How"), choices=pairs(terms.WAYS_TO_SHARE), widget=forms.RadioSelect
    )
    last_on = DayField(label=_("Until, the last day"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        desk: Desk,
        kinds: Iterable[Kind],
        consent: ConsentView | None = None,
        by_statute: bool = False,
        **values: Any,
    ) -> None:
        self.consent = consent
        initial = of_consent(consent) if consent else {}
        super().__init__(data, desk=desk, kinds=kinds, initial=initial, **values)
        self.by_statute = by_statute
        known = [(code, capital(name)) for code, name in terms.roles().items()]
        self.fields["role"] = forms.ChoiceField(
            label=_("Receiver"),
            choices=[("", _("Choose")), *known],
            error_messages={"required": _("Choose who it is shared with.")},
        )
        self.initial.setdefault("way", "access" if self.initial.get("organisation") else "extract")
        self.fields["last_on"].help_text = _("At most as long as the consent.")
        if by_statute:
            self._add_statute()

    def _add_statute(self) -> None:
        found = statutes.in_force(self.desk.today)
        self.fields["statute"] = forms.ChoiceField(
            label=_("By which paragraph"),
            choices=[(one.id, statute_says(one)) for one in found],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of the paragraphs in the list.")},
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why, in this case"),
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Write why. It stands in the case’s log.")},
        )
        self.fields["last_on"].help_text = _("Access by a statute has to end.")
        self.initial.setdefault("last_on", self.desk.today + SHORT_ACCESS)

    def sharing(self) -> NewSharing:
        """What is to be shared; for a form that is valid."""
        said = self.cleaned_data
        return NewSharing(
            receiver=self.recipient(),
            kinds=said["kinds"],
            way=said["way"],
            statute=said.get("statute") or None,
            reason=said.get("reason") or "",
            since=self.desk.today,
            last_on=said["last_on"],
        )

    def hidden(self) -> list[tuple[str, str]]:
        """All that was typed, to be sent on from the page that shows what is shared."""
        left_out = {"csrfmiddlewaretoken", "step", "seen"}
        return [
            (name, str(value))
            for name, values in cast(QueryDict, self.data).lists()
            for value in values
            if name not in left_out
        ]


def statute_says(one: statutes.Statute) -> str:
    """The paragraph, what it says, and what is to be checked."""
    said = f"{one.paragraph[language()]}: {one.says[language()]}"
    if one.certain:
        return said
    unread = _("To be checked:")
    return f"{said} {unread} {one.check[language()]}"


def of_consent(consent: ConsentView) -> dict[str, Any]:
    """What a consent says of what may be shared by it."""
    receiver = consent.receiver.recipient
    return {
        "role": receiver.role,
        "name": receiver.name,
        "organisation": str(receiver.organisation_id or ""),
        "email": consent.receiver.email,
        "kinds": [kind.value for kind in consent.kinds],
        "last_on": consent.last_on,
    }


class WithdrawForm(SentOnce):
    """One button; a reason if the citizen gives one."""

    consent = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why, if the citizen wants to say it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EndForm(SentOnce):
    """Closes what is shared."""

    reason = forms.CharField(
        label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class SendForm(SentOnce):
    """That an extract was handed over or sent, and how."""

    how = forms.ChoiceField(
        label=_("How it reached them"),
        choices=pairs(terms.WAYS_TO_SEND),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was handed over or sent.")},
    )
