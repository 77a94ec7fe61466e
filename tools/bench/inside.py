"""What a page costs inside: queries, milliseconds of database and template, measured in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.template.backends.django import Template
from django.test import Client


def inside(get: Callable[[Client], Any], times: int = 30) -> dict[str, float]:
    """Return queries and mean milliseconds of a page: all, database, template without its queries, and the rest."""
    spent = {"db": 0.0, "template": 0.0, "queries": 0, "inner_db": 0.0}
    depth = 0
    original = Template.render

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - started
            spent["db"] += took
            spent["queries"] += 1
            if depth:
                spent["inner_db"] += took

    def render(self: Template, *args: Any, **kwargs: Any) -> Any:
        nonlocal depth
        depth += 1
        started = time.perf_counter()
        try:
            return original(self, *args, **kwargs)
        finally:
            depth -= 1
            if not depth:
                spent["template"] += time.perf_counter() - started

    def fetch(self: CursorWrapper, name: str) -> Any:
        found = original_fetch(self, name)
        if not name.startswith("fetch"):
            return found

        def timed(*args: Any) -> Any:
            started = time.perf_counter()
            try:
                return found(*args)
            finally:
                took = time.perf_counter() - started
                spent["db"] += took
                if depth:
                    spent["inner_db"] += took

        return timed

    original_fetch = CursorWrapper.__getattr__
    client = Client(headers={"host": "localhost"})
    get(client)
    Template.render = render  # type: ignore[method-assign]
    CursorWrapper.__getattr__ = fetch  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(run):
            started = time.perf_counter()
            for _ in range(times):
                get(client)
            total = time.perf_counter() - started
    finally:
        Template.render = original  # type: ignore[method-assign]
        CursorWrapper.__getattr__ = original_fetch  # type: ignore[method-assign]
    template = spent["template"] - spent["inner_db"]
    return {
        "queries": round(spent["queries"] / times, 1),
        "ms": round(total / times * 1000, 2),
        "db_ms": round(spent["db"] / times * 1000, 2),
        "template_ms": round(template / times * 1000, 2),
        "rest_ms": round((total - spent["db"] - template) / times * 1000, 2),
    }
