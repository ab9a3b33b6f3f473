"""What is enclosed with a letter, taken out by whoever reads the letter. Each time it is logged."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.policy import MAY, Act, Kind, Relation
from fodfaeste.cases.queries import FileView
from fodfaeste.cases.relations import for_organisation
from fodfaeste.cases.visibility import NotVisible, allowed_case, visible_case
from fodfaeste.letters import enclosing
from fodfaeste.letters.models import Enclosure, Letter
from fodfaeste.letters.queries import refuse


def enclosure(*, user: User, letter_id: UUID, number: int, today: date) -> FileView:
    """What lies in the envelope under that number: as it went, or as it would go now. Raises
    ``NotVisible``, or ``CannotDeliver`` where it is not there any more."""
    found = Letter.objects.readable_by(user, today).filter(pk=letter_id)
    row = _enclosed(found.first(), number)
    if row is None:
        refuse(user, letter_id)
    _case, sight = visible_case(user, row.letter.case_id, today)
    return _given(row, user, sight.relations)


def enclosure_received(*, user: User, letter_id: UUID, number: int) -> FileView:
    """What came with a letter to ``user``'s organisation that somebody there has opened. Raises
    ``NotVisible``."""
    letter = Letter.objects.received_by(user).filter(pk=letter_id, opened_at__isnull=False).first()
    row = _enclosed(letter, number)
    if row is None or row.content is None:
        refuse(user, letter_id)
    return _given(row, user, [Relation.RECEIVER])


def enclosure_for_citizen(
    *, user: User, case_id: UUID, letter_id: UUID, number: int, today: date
) -> FileView:
    """What went out, to be given to the citizen with all that is held. Raises ``NotVisible`` or
    ``NotAllowed``."""
    case = allowed_case(user, case_id, Act.TAKE_OUT, today)
    row = _enclosed(Letter.unrestricted.filter(case=case, pk=letter_id).first(), number)
    if row is None or row.content is None:
        raise NotVisible(letter_id)
    return _given(row, user, for_organisation(user) & MAY[Act.TAKE_OUT])


def _enclosed(letter: Letter | None, number: int) -> Enclosure | None:
    if letter is None:
        return None
    found = Enclosure.unrestricted.filter(letter=letter, number=number)
    return found.select_related("letter__case", "file__entry__text").first()


def _given(row: Enclosure, user: User, relations: Iterable[Relation]) -> FileView:
    content = enclosing.content_of(row)
    access.note(
        user=user,
        act=access.Act.EXPORT,
        case_id=row.letter.case_id,
        citizen_id=row.letter.case.citizen_id,
        kinds={Kind.REGISTRATIONS, *enclosing.held_by(row)},
        relations=relations,
        page="letter",
    )
    name = crypto.decrypt(row.name)
    return FileView(name=name, kind=row.kind, size=row.size, content=iter([content]))
