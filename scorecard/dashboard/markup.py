"""Small builders of HTML that escape whatever they are given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

Child = str | int | None
"""Markup stands as it is, other text is escaped, None is left out."""

ROLES: dict[str, str | None] = {
    name: name for name in ("table", "rowgroup", "row", "columnheader", "rowheader", "cell")
}
"""The roles of the parts of a table."""
_EMPTY_ELEMENTS = {"br", "col", "hr", "img", "input"}
_SAFE_ADDRESSES = ("/", "?", "#", "./", "https://", "http://")


@dataclass(frozen=True)
class Column:
    """A column of a plain table: its head, whether it holds numbers, and whether they stand out."""

    head: str
    number: bool = False
    strong: bool = False

    @property
    def classes(self) -> str | None:
        """Give the class names of the column's cells."""
        return " ".join(name for name, on in (("number", self.number), ("strong", self.strong)) if on) or None


def element(tag: str, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """Build one element.

    Attribute names lose a trailing underscore and take hyphens for the others: `class_`, `aria_label`. None and
    False leave the attribute out, True writes its name alone. A link may lead to a page of this site or to http(s).
    """
    opening = _open(tag, attributes)
    if tag in _EMPTY_ELEMENTS:
        return Markup(opening)
    inside = "".join([_escaped(child) for child in children if child is not None])
    return Markup(f"{opening}{inside}</{tag}>")


def _open(tag: str, attributes: Mapping[str, str | int | bool | None]) -> str:
    written = [
        _attribute(name, value) for name, value in attributes.items() if value is not None and value is not False
    ]
    return f"<{tag}{''.join(written)}>"


def join(children: Iterable[Child], between: str = "") -> Markup:
    """Put children one after another, escaping what is not markup."""
    return Markup(_escaped(between).join([_escaped(child) for child in children if child is not None]))


def _escaped(child: Child) -> str:
    # Asked first, since most children are markup already and a page has thousands of them.
    return child if type(child) is Markup else escape(child)


def table(
    caption: str,
    columns: Sequence[str | Column],
    rows: Iterable[Sequence[Child]],
    *,
    caption_hidden: bool = False,
    blocks: bool = False,
) -> Markup:
    """Build a plain data table of class `figures`; the first cell of each row is its head.

    Where there are more columns than a phone is wide, `blocks` makes each row a block there, with the heads as labels.
    """
    settled = [column if isinstance(column, Column) else Column(column) for column in columns]
    # Roles are said, since a browser takes them away where rows are shown as blocks.
    said: dict[str, str | None] = ROLES if blocks else dict.fromkeys(ROLES)
    heads = [
        element("th", column.head, scope="col", class_="number" if column.number else None, role=said["columnheader"])
        for column in settled
    ]
    # Written once for each column, since a table may have thousands of cells.
    openings = [
        _open(
            "td",
            {
                "class_": column.classes,
                "role": said["cell"],
                "data_label": label_of(column.head) if blocks else None,
            },
        )
        for column in settled[1:]
    ]
    body = []
    for row in rows:
        if len(row) != len(settled):
            raise ValueError(
                f"The table “{caption}” has {len(settled)} columns and a row of {len(row)} cells: {list(row)}."
            )
        first, *others = row
        cells = [element("th", first, scope="row", class_=settled[0].classes, role=said["rowheader"])]
        cells += [
            Markup(f"{opening}{'' if cell is None else _escaped(cell)}</td>")
            for opening, cell in zip(openings, others, strict=True)
        ]
        body.append(element("tr", *cells, role=said["row"]))
    return element(
        "table",
        element("caption", caption, class_="visually-hidden" if caption_hidden else None),
        element("thead", element("tr", *heads, role=said["row"]), role=said["rowgroup"]),
        element("tbody", *body, role=said["rowgroup"]),
        class_="figures blocks" if blocks else "figures",
        role=said["table"],
    )


def label_of(head: str) -> str:
    """Write the head of a column as it stands before a figure in a block."""
    return head if head.endswith("?") else f"{head}:"


def scrolling(content: Markup, name: str) -> Markup:
    """Let content wider than the window scroll by itself, by keyboard too: it may hold nothing that takes the focus."""
    return element("div", content, class_="scrolls", tabindex=0, role="region", aria_label=name)


# Most attributes of a page are the same few thousand; typed, since True and 1 are equal.
@lru_cache(maxsize=4096, typed=True)
def _attribute(python_name: str, value: str | int | bool) -> str:
    name = python_name.removesuffix("_").replace("_", "-")
    if value is True:
        return f" {name}"
    if name in {"href", "src"} and not str(value).startswith(_SAFE_ADDRESSES):
        raise ValueError(f"The address {value!r} may not be linked. Begin it with one of: {', '.join(_SAFE_ADDRESSES)}")
    return f' {name}="{escape(value)}"'
