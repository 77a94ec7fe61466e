"""The permission matrix: for every route and method, what each role gets. A route without a row fails the build.

Words: *public* anyone; *in* whoever is signed in; *members* not guests; *admin*; *read* who may read the target;
*group* who may know of the group; *inside* who may read in it; *lead* its leader (403 for who may know of it);
*run* its leader or an admin; *add* its leader, where it is open;
*part* who may read; *own* its author; *none* the method does not exist.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """What GET and POST need, and what the address is about: nothing, an item, a group, a person, a topic."""

    get: str
    post: str
    about: str = ""


MATRIX = {
    "web:home": Row("in", "none"),
    "web:news": Row("in", "none"),
    "web:seen": Row("none", "in"),
    "web:health": Row("health", "none"),
    "web:offline": Row("public", "none"),
    "web:service-worker": Row("public", "none"),
    "web:security": Row("public", "none"),
    "organisation:brand": Row("public", "none", "colour"),
    "organisation:logo": Row("nobody", "none", "id"),
    "organisation:manifest": Row("public", "none"),
    "adoption:set-up": Row("nobody", "nobody", "token"),
    "adoption:arrive": Row("nobody", "nobody", "token"),
    "adoption:invite": Row("members", "members"),
    "adoption:withdrawal": Row("none", "nobody in", "id"),
    "demo:step-in": Row("none", "nobody", "person"),
    "integrations:from": Row("nobody in", "none", "old address"),
    "integrations:claims": Row("admin", "none"),
    "integrations:claim": Row("none", "admin nothing", "id"),
    "integrations:ask": Row("none", "nobody in", "person"),
    "notifications:list": Row("in", "none"),
    "notifications:read": Row("none", "in"),
    "streams:topic": Row("in", "none", "topic"),
    "streams:topic-following": Row("none", "topic", "topic"),
    "streams:person-following": Row("none", "follow", "person"),
    "streams:complete": Row("in", "none"),
    "streams:admin-topics": Row("admin", "none"),
    "streams:admin-topic": Row("admin", "admin", "subject"),
    "streams:admin-merge": Row("admin", "admin", "subject"),
    "items:new": Row("in", "members", "kind"),
    "items:saved": Row("in", "none"),
    "items:item": Row("read", "none", "item"),
    "items:menu": Row("read", "none", "item"),
    "items:edit": Row("own", "own", "item"),
    "items:history": Row("read", "none", "item"),
    "items:removal": Row("none", "remove", "item"),
    "items:restoration": Row("none", "nobody in", "item"),
    "items:replies": Row("none", "read", "item"),
    "items:reaction": Row("none", "read", "item"),
    "items:bookmark": Row("none", "read", "item"),
    "items:following": Row("none", "read", "item"),
    "items:answer": Row("none", "answer", "item"),
    "items:pin": Row("pin", "pin", "item"),
    "items:read": Row("none", "nothing to read", "item"),
    "groups:directory": Row("in", "none"),
    "groups:new": Row("members", "members"),
    "groups:overlap": Row("in", "none"),
    "groups:group": Row("group", "none", "group"),
    "groups:about": Row("group", "none", "group"),
    "groups:members": Row("inside", "none", "group"),
    "groups:edit": Row("lead", "lead", "group"),
    "groups:archive": Row("none", "run", "group"),
    "groups:sleep": Row("none", "lead", "group"),
    "groups:lead": Row("none", "lead", "group"),
    "groups:join": Row("none", "join", "group"),
    "groups:leave": Row("group", "group", "group"),
    "groups:request": Row("none", "ask", "group"),
    "groups:answer": Row("none", "lead", "group person"),
    "groups:invitation": Row("group", "group", "group"),
    "groups:addition": Row("none", "add", "group"),
    "groups:member": Row("lead", "lead", "group person"),
    "groups:admin-groups": Row("admin", "none"),
    "groups:admin-group": Row("admin", "admin", "group id"),
    "groups:admin-leader": Row("admin", "admin", "group id"),
    "people:sign-in": Row("door", "door"),
    "people:sign-out": Row("none", "public"),
    "people:reset": Row("nobody", "nobody", "token"),
    "people:directory": Row("in", "none"),
    "people:complete": Row("in", "none"),
    "people:profile": Row("person", "none", "person"),
    "people:portrait": Row("nobody in", "none", "person id"),
    "people:hand-over-reset": Row("none", "admin", "person"),
    "people:active": Row("none", "admin", "person"),
    "people:edit": Row("in", "in"),
    "people:set-portrait": Row("none", "in"),
    "people:settings": Row("in", "in"),
    "people:email": Row("none", "in"),
    "people:password": Row("none", "in"),
    "people:sessions": Row("none", "in"),
    "people:keys": Row("in", "none"),
}
