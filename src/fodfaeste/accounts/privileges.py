"""Reads OIO Basic Privilege Profile 1, in which KOMBIT's Context Handler says who may do what.

One attribute in base64 holds a list of groups; a group holds for one organisation, named by its
CVR number, and lists privileges. What a user chose to send is not trusted to be XML that is safe
to read: no document type, no entities.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from onelogin.saml2.xmlparser import fromstring

# Longer than any list of roles; whoever sends more sends something else.
LONGEST = 100_000
NAMESPACE = "{http://itst.dk/oiosaml/basic_privilege_profile}"
SCOPE = re.compile(r"urn:dk:gov:saml:cvrNumberIdentifier:(\d{8})")
ROLE = re.compile(r"https?://[^/\s]+/roles/usersystemrole/([^/\s]+)/\d+")


class NotPrivileges(Exception):
    """What was sent is no list of privileges."""


@dataclass(frozen=True, slots=True)
class Group:
    """What somebody may do for the organisation with a CVR number (None: the group is for
    something else). ``limited``: only within bounds that the group names."""

    cvr: str | None
    privileges: frozenset[str]
    limited: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """The names of our roles: the whole address of each, and the short name in it."""
        short = (found[1] for each in self.privileges if (found := ROLE.fullmatch(each)))
        return self.privileges | frozenset(short)


def groups_in(encoded: str) -> tuple[Group, ...]:
    """The groups of a list as it comes in the attribute. Raises ``NotPrivileges``."""
    if len(encoded) > LONGEST:
        raise NotPrivileges
    try:
        content = base64.b64decode("".join(encoded.split()), validate=True)
        root = fromstring(content, forbid_dtd=True, forbid_entities=True)
    except (binascii.Error, ValueError, SyntaxError) as error:
        raise NotPrivileges from error
    if root is None or root.tag not in {f"{NAMESPACE}PrivilegeList", "PrivilegeList"}:
        raise NotPrivileges
    return tuple(_group(each) for each in root.iter() if _local(each) == "PrivilegeGroup")


def _group(element: object) -> Group:
    children = list(element.iter())  # type: ignore[attr-defined] # lxml carries no types
    texts = [each.text or "" for each in children if _local(each) == "Privilege"]
    scope = SCOPE.fullmatch(element.get("Scope", "").strip())  # type: ignore[attr-defined]
    return Group(
        cvr=scope[1] if scope else None,
        privileges=frozenset(text.strip() for text in texts if text.strip()),
        limited=any(_local(each) == "Constraint" for each in children),
    )


def _local(element: object) -> str:
    """The name without its namespace; comments have none."""
    tag = element.tag  # type: ignore[attr-defined]
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
