"""`bin/stoep check` and `bin/stoep tasks`: is all well, and what failed for good."""

from __future__ import annotations

from config.teaching import parser_of

SHOWN = 5


def check(arguments: list[str]) -> int:
    """Check database and kept counts, mend them with --repair; return 1 when something stays wrong."""
    parser = parser_of("check", "Check database, streams and counts.")
    parser.add_argument("--repair", action="store_true", help="mend what can be counted again")
    options = parser.parse_args(arguments)
    from config.wiring import CHECKS

    print("ok     The database is of this version")
    wrong = 0
    for one in CHECKS:
        found = one.run()
        if not found:
            print(f"ok     {one.holds}")
            continue
        print(f"WRONG  {one.holds}: {len(found)} differ")
        for key, (kept, wanted) in list(found.items())[:SHOWN]:
            print(f"       {key}: {kept!r}, should be {wanted!r}")
        if options.repair and one.repair:
            one.repair(found)
            print(f"       mended {len(found)}")
            wrong += bool(one.run())
        else:
            wrong += 1
    return 1 if wrong else 0


def tasks(arguments: list[str]) -> int:
    """List the tasks that failed for good, or give one all its attempts again; return the exit code."""
    parser = parser_of("tasks", "List tasks that failed for good, with the error of the last attempt.")
    commands = parser.add_subparsers(dest="command", title="commands")
    retry = commands.add_parser("retry", help="give a task all its attempts again")
    retry.add_argument("id", type=int)
    options = parser.parse_args(arguments)
    from stoep.kernel.tasks import dead_tasks, try_again

    if options.command == "retry":
        again = try_again(options.id)
        print(f"Task {options.id} is tried again." if again else f"There is no dead task {options.id}.")
        return 0 if again else 1
    rows = dead_tasks()
    for row in rows:
        print(f"{row.pk}  {row.path}  {row.arguments[:80]}\n    {row.error}")
    print(f"{len(rows)} tasks failed for good." + (" Again: stoep tasks retry ID" if rows else ""))
    return 0
