"""Whether documents are there, are what was added, and are gone where they should be."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from fodfaeste.accounts.chains import Broken
from fodfaeste.cases.files import store
from fodfaeste.cases.models import CaseFile, LogEntry, event_id
from fodfaeste.cases.rows import FILE_ADDED, TEXT_ERASED


def broken_files(case_ids: Iterable[UUID] | None = None) -> Iterator[tuple[UUID, Broken]]:
    """What is wrong, case by case; ``None``: of all. ``code`` is ``file_unlogged`` (no line adds
    it), ``file_changed`` (row or file are not what the line says), ``file_missing`` (row or file
    are gone, and nobody erased it), ``file_not_erased``."""
    lines = LogEntry.unrestricted.filter(type=FILE_ADDED).select_related("text")
    files = CaseFile.unrestricted.all()
    if case_ids is not None:
        ids = list(case_ids)
        lines, files = lines.filter(case__in=ids), files.filter(case__in=ids)
    rows = {row.entry_id: row for row in files}
    for line in lines.order_by("case_id", "seq").iterator(chunk_size=1000):
        code = _broken(line, rows.pop(line.pk, None))
        if code is not None:
            yield line.case_id, Broken(line.seq, code)
    yield from ((row.case_id, Broken(1, "file_unlogged")) for row in rows.values())


def _broken(line: LogEntry, row: CaseFile | None) -> str | None:
    if row is None:
        return "file_missing"
    if _was_erased(line):
        return "file_not_erased" if row.key or store.path_of(row.pk).exists() else None
    said = (line.attributes["file"], line.attributes["type"], line.attributes["bytes"])
    if (str(row.pk), row.kind, row.size) != said or row.digest != line.attributes["digest"]:
        return "file_changed"
    digest = store.digest_of(row.pk)
    if digest is None or row.removed_at is not None:
        return "file_missing"
    return None if digest == row.digest else "file_changed"


def _was_erased(line: LogEntry) -> bool:
    """Whether the log says that the document's text, its name, was erased."""
    text = getattr(line, "text", None)
    if text is None or text.erased_at is None:
        return False
    acts = LogEntry.unrestricted.filter(case=line.case_id, type=TEXT_ERASED)
    erased = (said.get("of") for said in acts.values_list("attributes", flat=True))
    return event_id(line.seq) in erased
