"""The base of every table: a row's values are set without Pydantic."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlmodel import SQLModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo


class Row(SQLModel):
    """A row of a table.

    SQLModel validates no table, yet it runs each assignment through Pydantic, too. Without that, a press that asks a
    question takes about a twentieth less of the core's time.
    """

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - any column's value
        """Set the columns given, and the others to their defaults; a required one may be set later."""
        for name, default in _columns(type(self)).items():
            if name in values:
                setattr(self, name, values[name])
            elif default is not None:
                setattr(self, name, default())

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401 - as above
        """Set a column through SQLAlchemy, which notes the change.

        Raises:
            AttributeError: there is no such column.
        """
        if name not in _columns(type(self)) and not name.startswith("_sa_"):
            raise AttributeError(f"{type(self).__name__} has no column {name}")
        object.__setattr__(self, name, value)


@cache
def _columns(table: type[Row]) -> dict[str, Callable[[], Any] | None]:
    """Return what makes each column's default, None for a required one; Pydantic takes far longer to find out."""
    return {name: None if field.is_required() else _default(field) for name, field in table.model_fields.items()}


def _default(field: FieldInfo) -> Callable[[], Any]:
    return field.default_factory or (lambda: field.default)  # type: ignore[return-value]  # none takes what is validated
