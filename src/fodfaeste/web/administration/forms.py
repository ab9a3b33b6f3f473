"""The forms of administration."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste import words
from fodfaeste.accounts.administration.organisations import (
    OVER_OTHERS,
    Described,
    Meaning,
    Presented,
)
from fodfaeste.accounts.administration.people import Person
from fodfaeste.accounts.models import (
    OUTSIDE,
    Function,
    OrganisationKind,
    ProgrammePart,
    Right,
)
from fodfaeste.accounts.vocabulary import staff_roles
from fodfaeste.accounts.wording import TEXTS
from fodfaeste.letters.typesetting import is_printable
from fodfaeste.web.administration.saying import role_name
from fodfaeste.web.dates import language
from fodfaeste.web.sent_once import SentOnce
from fodfaeste.web.uploads import PICTURES, Upload, UploadField

LONGEST, LONGEST_TEXT, MOST_LOGO, MOST_CASES = 120, 2000, 200 * 1024, 999
AREA = {"rows": 3}


def ticked(label: Any, hint: Any = "") -> forms.MultipleChoiceField:
    """Boxes to tick; the choices are put in when the form is made."""
    return forms.MultipleChoiceField(
        label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple
    )


def capitalised(choices: Iterable[tuple[Any, Any]]) -> list[tuple[str, str]]:
    return [(str(value), words.capitalised(str(name))) for value, name in choices]


def functions() -> list[tuple[str, str]]:
    """What people who work here can be employed as."""
    return capitalised((one, one.label) for one in Function if one not in OUTSIDE)


def role_choices() -> list[tuple[str, str]]:
    return [(role, words.capitalised(role_name(role))) for role in staff_roles()]


class OrganisationForm(SentOnce):
    """What an organisation is. A unit has no CVR number of its own, and can be taken out of
    use."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST)
    kind = forms.ChoiceField(label=_("Kind of organisation"))
    cvr = forms.CharField(
        label=_("CVR number"),
        required=False,
        max_length=20,
        help_text=_("Eight digits. By it, sign-in from outside finds the organisation."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_(
            "Citizens can be referred to a unit that is in use. Its cases stay either way."
        ),
    )

    def __init__(self, data: Any = None, *, is_unit: bool, is_new: bool = False, **values: Any):
        super().__init__(data, **values)
        self.fields["kind"].choices = capitalised(OrganisationKind.choices)  # type: ignore[attr-defined]
        if is_unit:
            del self.fields["cvr"]
        if not is_unit or is_new:
            del self.fields["is_active"]

    def told(self) -> Described:
        said = self.cleaned_data
        return Described(
            name=said["name"],
            kind=said["kind"],
            cvr=said.get("cvr", ""),
            is_active=said.get("is_active", True),
        )


class PersonForm(SentOnce):
    """Somebody who works there. ``teams``: id and name of those to choose among."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST)
    email = forms.EmailField(label=_("E-mail"), max_length=LONGEST)
    function = forms.ChoiceField(label=_("Employed as"))
    roles = ticked(_("Roles in cases"), _("What the person can be in a case."))
    teams = ticked(_("Teams"), _("The members of a team see the cases that lie with it."))
    rights = ticked(_("Rights"))

    def __init__(
        self, data: Any = None, *, teams: Iterable[tuple[int, str]], **values: Any
    ) -> None:
        super().__init__(data, **values)
        rights = {
            Right.ADMINISTER: _("Administer the organisation: these pages"),
            Right.PROTECT: _("Watch over data protection: retention, requests and records"),
        }
        choices = {
            "function": [("", _("Choose")), *functions()],
            "roles": role_choices(),
            "teams": [(str(team_id), name) for team_id, name in teams],
            "rights": list(rights.items()),
        }
        for name, known in choices.items():
            self.fields[name].choices = known  # type: ignore[attr-defined]
        if not choices["teams"]:
            del self.fields["teams"]

    def told(self) -> Person:
        said = self.cleaned_data
        return Person(
            name=said["name"],
            email=said["email"],
            function=said["function"],
            roles=frozenset(said["roles"]),
            team_ids=frozenset(map(int, said.get("teams", ()))),
            rights=frozenset(said["rights"]),
        )


class HomeForm(SentOnce):
    """The person's own home. It is not kept, only what it can be recognised by."""

    street = forms.CharField(
        label=_("Street, number, floor and door"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class TeamNameForm(SentOnce):
    name = forms.CharField(label=_("Name of the team"), max_length=LONGEST)


class TeamForm(TeamNameForm):
    """A team and its members. ``people``: id and name of those to choose among."""

    members = ticked(_("Members"))
    guest = forms.EmailField(
        label=_("Add somebody from another organisation"),
        required=False,
        max_length=LONGEST,
        help_text=_("Enter their e-mail address. They will see the cases of the team."),
    )

    def __init__(
        self, data: Any = None, *, people: Iterable[tuple[int, str]], **values: Any
    ) -> None:
        super().__init__(data, **values)
        known = [(str(user_id), name) for user_id, name in people]
        self.fields["members"].choices = known  # type: ignore[attr-defined]


class NormsForm(SentOnce):
    """How many open cases one person should have, a field for each role."""

    def __init__(self, data: Any = None, *, roles: Iterable[str], **values: Any) -> None:
        super().__init__(data, **values)
        self.roles = list(roles)
        for role in self.roles:
            self.fields[role] = forms.IntegerField(
                label=words.capitalised(role_name(role)),
                required=False,
                min_value=1,
                max_value=MOST_CASES,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def told(self) -> dict[str, int | None]:
        return {role: self.cleaned_data[role] for role in self.roles}


class UsesForm(SentOnce):
    """The organisation's part in each programme: boxes to tick, a group for each. Parts that show
    the cases of others can be given up and not taken."""

    def __init__(
        self, data: Any = None, *, programmes: Iterable[tuple[str, str]], **values: Any
    ) -> None:
        super().__init__(data, **values)
        self.programmes = dict(programmes)
        for programme, name in self.programmes.items():
            field = ticked(name)
            held = self.initial.get(programme, ())
            own = [each for each in ProgrammePart.choices if is_offered(each[0], held)]
            field.choices = capitalised(own)
            self.fields[programme] = field

    def told(self) -> dict[str, list[str]]:
        return {programme: self.cleaned_data[programme] for programme in self.programmes}


def is_offered(part: str, held: Iterable[str]) -> bool:
    return part not in OVER_OTHERS or part in held


class LettersForm(SentOnce):
    """How the organisation presents itself. An empty text leaves the one that is usual."""

    letter_name = forms.CharField(
        label=_("Name in letters"),
        required=False,
        max_length=LONGEST,
        help_text=_("Where it differs from the organisation's name."),
    )
    signature = forms.CharField(
        label=_("Signature"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("What stands under the sender's name, as a department and its telephone."),
        widget=forms.Textarea(attrs=AREA),
    )

    def __init__(self, data: Any = None, **values: Any) -> None:
        super().__init__(data, **values)
        for key, text in TEXTS.items():
            usual, about = text.default[language()], str(text.about)
            hint = _("%(about)s Usual: “%(usual)s”") % {"about": about, "usual": usual}
            self.fields[key] = forms.CharField(
                label=str(text.label),
                required=False,
                max_length=LONGEST_TEXT,
                help_text=hint if usual else about,
                widget=forms.Textarea(attrs=AREA) if text.is_long else forms.TextInput(),
            )

    def told(self) -> Presented:
        said = self.cleaned_data
        return Presented(
            letter_name=said["letter_name"],
            signature=said["signature"],
            wording={key: said[key] for key in TEXTS},
        )


class LogoForm(SentOnce):
    logo = UploadField(
        label=_("Picture"),
        kinds=PICTURES,
        most_bytes=MOST_LOGO,
        help_text=_("PNG or JPEG, at most 200 KB. It is shown 40 pixels high."),
    )

    def clean_logo(self) -> Upload:
        """It stands in letters too: one that cannot be printed would stop them."""
        file: Upload = self.cleaned_data["logo"]
        if not is_printable(file.content):
            raise forms.ValidationError(
                _(
                    "The picture cannot be printed. Save it anew as PNG, of at most 2000 by 2000"
                    " pixels."
                )
            )
        return file


class MeaningForm(SentOnce):
    """What a role's name at the identity provider means here."""

    name = forms.CharField(
        label=_("The role's name at the identity provider"),
        max_length=LONGEST,
        help_text=_("Written exactly as it comes from there."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    meaning = forms.ChoiceField(label=_("What it means here"))

    def __init__(self, data: Any = None, **values: Any) -> None:
        super().__init__(data, **values)
        groups = [
            ("", _("Choose")),
            (_("Employed as"), [(f"function:{key}", name) for key, name in functions()]),
            (_("Roles in cases"), [(f"role:{key}", name) for key, name in role_choices()]),
            (_("Rights"), [(f"right:{k}", name) for k, name in capitalised(Right.choices)]),
        ]
        self.fields["meaning"].choices = groups  # type: ignore[attr-defined]

    def told(self) -> Meaning:
        kind, _colon, value = self.cleaned_data["meaning"].partition(":")
        return Meaning(**{"name": self.cleaned_data["name"], kind: value})
