from django.urls import path, register_converter

from fodfaeste.web.administration import (
    leaving,
    letters,
    organisation,
    people,
    programmes,
    teams,
    ways_in,
)


class Number:
    """An id as databases take it: a longer number is nobody's."""

    regex = "[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Number, "number")

OF_PLACE = "administration/<number:organisation_id>"
OF_PERSON = "administration/medarbejder/<number:user_id>"

urlpatterns = [
    path("administration/", organisation.home, name="administration"),
    path(f"{OF_PLACE}/", organisation.organisation, name="administration_organisation"),
    path(f"{OF_PLACE}/enheder/ny/", organisation.new_unit, name="administration_new_unit"),
    path(f"{OF_PLACE}/aendringer/", organisation.changes, name="administration_changes"),
    path(f"{OF_PLACE}/medarbejdere/", people.people, name="administration_people"),
    path(f"{OF_PLACE}/medarbejdere/inviter/", people.invite, name="administration_invite"),
    path(f"{OF_PERSON}/", people.person, name="administration_person"),
    path(f"{OF_PERSON}/aendr/", people.change, name="administration_change"),
    path(f"{OF_PERSON}/hjem/", people.own_home, name="administration_own_home"),
    path(f"{OF_PERSON}/overdrag/", leaving.pass_on, name="administration_pass_on"),
    path(f"{OF_PERSON}/forlader/", leaving.leave, name="administration_leave"),
    path(f"{OF_PERSON}/link/", people.send_again, name="administration_send_again"),
    path(f"{OF_PERSON}/genaabn/", people.take_back, name="administration_take_back"),
    path(f"{OF_PERSON}/andet-trin/", people.reset_factors, name="administration_reset_factors"),
    path(f"{OF_PERSON}/log-ud/", people.sign_out_everywhere, name="administration_sign_out"),
    path(f"{OF_PLACE}/teams/", teams.teams, name="administration_teams"),
    path("administration/team/<number:team_id>/", teams.team, name="administration_team"),
    path(f"{OF_PLACE}/sagsstammer/", programmes.norms, name="administration_norms"),
    path(f"{OF_PLACE}/programmer/", programmes.uses, name="administration_uses"),
    path(f"{OF_PLACE}/breve/", letters.letters, name="administration_letters"),
    path(f"{OF_PLACE}/breve/logo/", letters.logo, name="administration_logo"),
    path(f"{OF_PLACE}/log-ind/", ways_in.ways_in, name="administration_ways_in"),
    path(
        f"{OF_PLACE}/log-ind/fjern/", ways_in.remove_meaning, name="administration_remove_meaning"
    ),
    # Files lie apart from pages; see ``web.uploads``.
    path("filer/logo/<number:organisation_id>/<slug:digest>/", letters.picture, name="logo"),
]
