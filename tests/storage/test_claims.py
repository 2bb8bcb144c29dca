"""How the databases find what is due."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from bot.storage.claims import Picked

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.schedule import Schedule

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_one_query_reads_what_is_due_in_the_order_of_the_index(any_database: Database) -> None:
    ran: list[tuple[str, Any]] = []
    with any_database.transaction() as store:
        for number in range(3):
            store.schedule.put("daily", number, "telegram", NOON)
        store.schedule.put("booking-advice", 9, "telegram", NOON, waits=True)
        event.listen(any_database.engine, "before_cursor_execute", lambda *told: ran.append((told[2], told[3])))
        found = store.claims.pick("telegram", NOON, 10)
        assert len(ran) == 1
        assert sorted(each.subject for each in found[:3]) == [0, 1, 2]
        assert found[3] == Picked(found[3].id, "booking-advice", 9)
        assert store.claims.pick("telegram", NOON, 2) == found[:2]
        plan = _plan(any_database, store.schedule, ran[0])
    assert plan.count("ix_due_claim") == 2
    assert "SORT" not in plan.upper()
    assert "TEMP B-TREE" not in plan


def _plan(database: Database, schedule: Schedule, ran: tuple[str, Any]) -> str:
    """Return the plan of a statement for a table too large to be read as a whole."""
    connection = schedule._session.connection()  # the transaction's own
    if database.is_sqlite:
        return "\n".join(row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {ran[0]}", ran[1]))
    for kind in ("seqscan", "bitmapscan", "sort"):
        connection.exec_driver_sql(f"SET LOCAL enable_{kind} = off")
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {ran[0]}", ran[1]))
