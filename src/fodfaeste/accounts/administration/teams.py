"""Teams: made, renamed, and who is in them."""

from django.db.models import Q

from fodfaeste.accounts.administration.organisations import administrator, one_line
from fodfaeste.accounts.administration.scope import administered, organisation_of, team_of
from fodfaeste.accounts.models import Team, TeamMembership, User
from fodfaeste.accounts.organisation_log import Change, Done, Writer, difference, written
from fodfaeste.core.faults import Fault, Refused


def make_team(*, organisation_id: int, name: str, writer: Writer) -> Done:
    """A team of the organisation, without members yet. Raises ``Refused``."""
    organisation_of(administrator(writer), organisation_id)

    def act() -> list[Change]:
        _check_name(organisation_id, name, None)
        team = Team.objects.create(organisation_id=organisation_id, name=one_line(name))
        return [Change("team_made", {"team": team.pk}, {}, {"name": team.name})]

    return written(organisation_id=organisation_id, writer=writer, act=act)


def change_team(
    *, team_id: int, name: str, member_ids: frozenset[int], guest: str = "", writer: Writer
) -> Done:
    """Another name, other members. Who works elsewhere stays in the team while ``member_ids`` names
    them, and joins it by the e-mail address in ``guest``. Raises ``Refused``."""
    by = administrator(writer)
    team = team_of(by, team_id)

    def act() -> list[Change | None]:
        _check_name(team.organisation_id, name, team)
        team.refresh_from_db()  # as it is now that others wait for this act
        had = set(team.members.values_list("pk", flat=True))
        may = Q(organisation__in=administered(by)) | Q(pk__in=had)
        wanted = set(_active(may & Q(pk__in=member_ids))) | _guest(guest)
        before = {"name": team.name, "members": sorted(had)}
        team.name = one_line(name)
        team.save(update_fields=["name"])
        TeamMembership.objects.filter(team=team, user__in=had - wanted).delete()
        TeamMembership.objects.bulk_create(
            TeamMembership(team=team, user_id=user_id) for user_id in sorted(wanted - had)
        )
        after = {"name": team.name, "members": sorted(wanted)}
        return [difference("team_changed", {"team": team.pk}, before, after)]

    return written(organisation_id=team.organisation_id, writer=writer, act=act)


def _active(who: Q) -> list[int]:
    return list(User.objects.filter(who, is_active=True).values_list("pk", flat=True))


def _guest(email: str) -> set[int]:
    """Somebody who works elsewhere. Raises ``Refused``."""
    if not email.strip():
        return set()
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None or not found.works_here:
        raise Refused([Fault("guest", "email_unknown")])
    return {found.pk}


def _check_name(organisation_id: int, name: str, team: Team | None) -> None:
    if not name.strip():
        raise Refused([Fault("name", "missing")])
    others = Team.objects.filter(organisation=organisation_id, name=one_line(name))
    if (others.exclude(pk=team.pk) if team else others).exists():
        raise Refused([Fault("name", "name_taken")])
