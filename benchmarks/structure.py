"""How large the package is, and how tangled: files, units, import arrows, code, prose and constants.

    python benchmarks/structure.py src/cleanarticle [other/src/cleanarticle ...]

A *unit* is a module or package right below the package. An *arrow* leads from a unit to one that it imports. A constant
is a number assigned at module level; it has a reason if a string or a comment stands with it. So do the fields of a
`…Limits` class, which its docstring may describe.
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROWS = (
    "files",
    "units",
    "import arrows",
    "circles of two units",
    "lines of code",
    "lines of docstrings",
    "lines of comments",
    "functions",
    "classes",
    "class names used twice",
    "constants with a reason",
    "constants without one",
)


def main() -> None:
    """Print a table, a column for each package."""
    columns = [measure(Path(root)) for root in sys.argv[1:]]
    for row in ROWS:
        print(f"{row:26}" + "".join(f"{column[row]:>10,}" for column in columns))


def measure(root: Path) -> dict[str, int]:
    """All figures of one package."""
    figures: Counter[str] = Counter()
    arrows: set[tuple[str, str]] = set()
    names: Counter[str] = Counter()
    for path in sorted(root.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        figures["files"] += 1
        unit = _unit(path.relative_to(root).with_suffix("").parts)
        arrows |= {(unit, other) for other in _imports(tree, root.name) if other != unit}
        docstrings = _docstring_lines(tree)
        comments, code = _comments_and_code(text)
        figures["lines of docstrings"] += len(docstrings)
        figures["lines of comments"] += len(comments - docstrings)
        figures["lines of code"] += len(code - docstrings)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                figures["functions"] += 1
            elif isinstance(node, ast.ClassDef):
                figures["classes"] += 1
                names[node.name.lstrip("_")] += 1
        for has_reason in _constants(tree, comments):
            figures["constants with a reason" if has_reason else "constants without one"] += 1
    units = {_unit(path.relative_to(root).with_suffix("").parts) for path in root.rglob("*.py")}
    figures["units"] = len(units - {"__init__", "__main__"})
    figures["import arrows"] = len(arrows)
    figures["circles of two units"] = sum((other, unit) in arrows for unit, other in arrows) // 2
    figures["class names used twice"] = sum(number > 1 for number in names.values())
    return {row: figures[row] for row in ROWS}


def _unit(parts: tuple[str, ...]) -> str:
    return parts[0]


def _imports(tree: ast.AST, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{package}."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (name.name.split(".")[1] for name in node.names if name.name.startswith(f"{package}."))


def _docstring_lines(tree: ast.AST) -> set[int]:
    """Lines of strings that stand alone: docstrings, and those below a constant."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def _comments_and_code(text: str) -> tuple[set[int], set[int]]:
    comments: set[int] = set()
    code: set[int] = set()
    skipped = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            if not token.string.startswith(("# noqa", "# type:", "# fmt:")):
                comments.add(token.start[0])
        elif token.type not in skipped:
            code |= set(range(token.start[0], token.end[0] + 1))
    return comments, code


def _constants(tree: ast.Module, comments: set[int]) -> Iterator[bool]:
    """For each constant whether it has a reason."""
    limits = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name.endswith("Limits")]
    for body, described in [(tree.body, ""), *((node.body, ast.get_docstring(node) or "") for node in limits)]:
        for number, node in enumerate(body):
            if not isinstance(node, ast.AnnAssign | ast.Assign) or not _is_number(node.value):
                continue
            after = body[number + 1] if number + 1 < len(body) else None
            has_string = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
            is_described = isinstance(target, ast.Name) and f" {target.id}:" in described
            has_comment = bool(comments & set(range(node.lineno - 1, (node.end_lineno or node.lineno) + 1)))
            yield has_string or has_comment or is_described


def _is_number(node: ast.expr | None) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if isinstance(node, ast.BinOp):
        return _is_number(node.left) and _is_number(node.right)
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


if __name__ == "__main__":
    main()
