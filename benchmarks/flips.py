"""Changed constants of the package: where they are, and on which pages a change could make any difference.

The package is imported through a finder that rewrites its source. `tracing` wraps every expression that reads a
numeric constant: while a page is read, the expression is also evaluated with the constant's other values, and the page
is noted if a result differs. A page that is noted for no result comes out the same, so it need not be read again.
`patched` changes one constant before the module runs, so that what the module makes of it changes too.
"""

from __future__ import annotations

import ast
import builtins
import functools
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any

__all__ = ["SIDES", "Constant", "Flips", "constants_in", "local_names", "patched", "probed", "purge", "tracing"]

PACKAGE = "cleanarticle"
SIDES = ("low", "high")

_NAME = re.compile(r"_?[A-Z][A-Z0-9_]*")
_PROBE = "__constant_probe__"
_EAGER = frozenset({"abs", "float", "int", "len", "max", "min", "range", "round"})
_PURE_METHODS = frozenset("casefold count endswith find get isdigit isspace lower split startswith strip".split())


@dataclass(frozen=True, slots=True)
class Constant:
    """A numeric constant at the top of a module.

    Attributes:
        module: Dotted name of its module.
        name: Its name there.
        value: Its value.
        line: Line of its assignment.
        source: The assigned expression.
    """

    module: str
    name: str
    value: float
    line: int
    source: str

    @property
    def id(self) -> str:
        """Module and name."""
        return f"{self.module}.{self.name}"

    @property
    def package(self) -> str:
        """Path of its module below the package, with slashes."""
        return self.module.removeprefix(f"{PACKAGE}.").replace(".", "/")


def constants_in(package: Path) -> list[Constant]:
    """Every numeric constant of the package, in the order of its files."""
    found = []
    for module, tree in _modules(package):
        for statement in tree.body:
            name, value = _assigned(statement)
            number = _number(value)
            if number is not None and _NAME.fullmatch(name):
                found.append(Constant(module, name, number, statement.lineno, ast.unparse(value)))
    return found


def local_names(package: Path, constants: Iterable[Constant]) -> dict[str, dict[str, str]]:
    """For each module, the names by which it knows constants, each with the id of the constant."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for constant in constants:
        names[constant.module][constant.name] = constant.id
    imports = [
        (module, node.module, alias.name, alias.asname or alias.name)
        for module, tree in _modules(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    ]
    is_growing = True
    while is_growing:  # a constant can be passed on from module to module
        is_growing = False
        for module, origin, name, local in imports:
            known = names.get(origin, {}).get(name)
            if known and local not in names[module]:
                names[module][local] = known
                is_growing = True
    return names


class Flips:
    """What is noted while the package runs.

    Attributes:
        item: What is being read; `None` while nothing is.
        stage: How far it is; the number grows while it is read.
        items: For each constant and side, what came to another result on the way, each with the stage where it did.
        reached: For each constant, what came by it.
        baked: Constants that were read while nothing was, or for a value that is kept from page to page.
    """

    def __init__(self, others: Mapping[str, Sequence[float]]) -> None:
        """Start with the other values of each constant, one a side."""
        self.item: int | None = None
        self.stage = 0
        self.items: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        self.reached: dict[str, set[int]] = defaultdict(set)
        self.baked: set[str] = set()
        self._others = others

    def probe(
        self, ids: Sequence[str], evaluate: Callable[..., Any], values: Sequence[Any], rest: Sequence[Any]
    ) -> Any:
        """The result of an expression with constants; notes the sides on which it would be another."""
        result = evaluate(*values, *rest)
        if self.item is None:
            self.baked.update(ids)
            return result
        for place, constant in enumerate(ids):
            self.reached[constant].add(self.item)
            for side, other in zip(SIDES, self._others[constant], strict=True):
                items = self.items[constant, side]
                if self.item not in items and _differs(result, evaluate, values, place, other, rest):
                    items[self.item] = self.stage
        return result


def _differs(
    result: Any, evaluate: Callable[..., Any], values: Sequence[Any], place: int, other: float, rest: Sequence[Any]
) -> bool:
    try:
        return bool(evaluate(*values[:place], other, *values[place + 1 :], *rest) != result)
    except Exception:
        return True


def tracing(names: Mapping[str, Mapping[str, str]], flips: Flips) -> None:
    """From now on, import the package with probes around its constants."""
    setattr(builtins, _PROBE, flips.probe)
    cache, lru_cache = functools.cache, functools.lru_cache
    functools.cache = lambda function: cache(_baking(function, flips))
    functools.lru_cache = lambda maxsize=128, typed=False: (
        lru_cache()(_baking(maxsize, flips))
        if callable(maxsize)
        else lambda function: lru_cache(maxsize, typed)(_baking(function, flips))
    )
    _install(lambda module, tree: probed(tree, names.get(module, {}), flips))


def _baking(function: Callable[..., Any], flips: Flips) -> Callable[..., Any]:
    """A function whose result is kept from page to page: what it reads counts as read at import."""

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        item, flips.item = flips.item, None
        try:
            return function(*args, **kwargs)
        finally:
            flips.item = item

    return wrapped


def probed(tree: ast.Module, names: Mapping[str, str], flips: Flips) -> ast.Module:
    """A module with probes around its constants, which it knows by these names."""
    return ast.fix_missing_locations(_Prober(names, flips).visit(tree)) if names else tree


def patched(constant: Constant, value: float) -> None:
    """From now on, import the package with another value of a constant."""

    def patch(module: str, tree: ast.Module) -> ast.Module:
        if module == constant.module:
            for statement in tree.body:
                if _assigned(statement)[0] == constant.name:
                    statement.value = ast.copy_location(ast.Constant(value), statement.value)
        return tree

    _install(patch)


def purge() -> None:
    """Forget all modules of the package, and those that were made with it. From now on they are imported as Python."""
    os.environ["CLEANARTICLE_PURE"] = "1"  # a compiled module can't be imported twice
    for name in list(sys.modules):
        # The class of results in `systems` itself stays: results go from one process to another.
        if name.split(".")[0] == PACKAGE or name.startswith("systems."):
            del sys.modules[name]


def _modules(package: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(package.rglob("*.py")):
        parts = (package.name, *path.relative_to(package).with_suffix("").parts)
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), ast.parse(path.read_bytes())


def _assigned(statement: ast.stmt) -> tuple[str, ast.expr | None]:
    """The name and the value of a statement that assigns to one name."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target, value = statement.targets[0], statement.value
    elif isinstance(statement, ast.AnnAssign):
        target, value = statement.target, statement.value
    else:
        return "", None
    return (target.id, value) if isinstance(target, ast.Name) else ("", None)


def _number(value: ast.expr | None) -> float | None:
    """The number that an expression of numbers alone makes."""
    if value is None:
        return None
    parts = (ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop)
    if not all(isinstance(node, parts) for node in ast.walk(value)):
        return None
    number = eval(compile(ast.Expression(value), "constant", "eval"), {"__builtins__": {}})
    return number if isinstance(number, int | float) and not isinstance(number, bool) else None


def _install(rewrite: Callable[[str, ast.Module], ast.Module]) -> None:
    sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
    sys.meta_path.insert(0, _Finder(rewrite))


class _Finder:
    """Finds the modules of the package for a loader that rewrites them."""

    def __init__(self, rewrite: Callable[[str, ast.Module], ast.Module]) -> None:
        self._rewrite = rewrite

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        """Find a module."""
        if name.split(".")[0] != PACKAGE:
            return None
        spec = PathFinder.find_spec(name, path)
        if spec is not None and isinstance(spec.loader, ExtensionFileLoader):
            source = Path(spec.loader.path).with_name(f"{name.rpartition('.')[2]}.py")
            spec = spec_from_file_location(name, source) if source.exists() else None
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path, self._rewrite)
        return spec


class _Loader(SourceFileLoader):
    """Compiles a module after its source was rewritten."""

    def __init__(self, name: str, path: str, rewrite: Callable[[str, ast.Module], ast.Module]) -> None:
        super().__init__(name, path)
        self._rewrite = rewrite

    def get_code(self, fullname: str) -> Any:
        """The code of the module; never from a cache."""
        tree = self._rewrite(fullname, ast.parse(self.get_data(self.path)))
        return compile(ast.fix_missing_locations(tree), self.path, "exec", dont_inherit=True)


class _Prober(ast.NodeTransformer):
    """Wraps the largest expressions with constants that can be evaluated again without doing anything twice."""

    def __init__(self, names: Mapping[str, str], flips: Flips) -> None:
        self._names = names
        self._baked = flips.baked
        self._depth = 0

    def visit(self, node: ast.AST) -> ast.AST:
        """Visit a node; what runs at import is left as it is, and its constants are noted as baked."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.decorator_list = [self.visit(each) for each in node.decorator_list]
            node.args = self.generic_visit(node.args)
            self._depth += 1
            node.body = [self.visit(each) for each in node.body]
            self._depth -= 1
            return node
        if isinstance(node, ast.Lambda):
            node.args = self.generic_visit(node.args)
            self._depth += 1
            node.body = self.visit(node.body)
            self._depth -= 1
            return node
        if not self._depth:
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in self._names:
                self._baked.add(self._names[node.id])
            return self.generic_visit(node)
        return self._wrapped(node) if isinstance(node, ast.expr) else self.generic_visit(node)

    def _wrapped(self, node: ast.expr) -> ast.AST:
        if not self._constants(node):
            return self.generic_visit(node)
        if self._is_pure(node):
            return self._probe(node, [])
        operands = self._operands(node)
        pure = [operand for operand in operands if self._is_pure(operand)]
        if not any(self._constants(operand) for operand in pure):
            return self.generic_visit(node)
        rest: list[ast.expr] = []
        _Replacer([operand for operand in operands if operand not in pure], rest).replace(node)
        return self._probe(node, [self.visit(each) for each in rest])

    def _operands(self, node: ast.expr) -> list[ast.expr]:
        """The parts of an expression, if all of them are always evaluated."""
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return [node.left, *node.comparators]
        if isinstance(node, ast.BinOp):
            return [node.left, node.right]
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            return [node.value, node.slice]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _EAGER:
            starred = any(isinstance(each, ast.Starred) for each in node.args)
            return [] if starred or node.keywords else node.args
        return []

    def _probe(self, node: ast.expr, rest: list[ast.expr]) -> ast.expr:
        names = sorted(self._constants(node))
        parameters = [ast.arg(name) for name in [*names, *(f"_operand_{at}" for at in range(len(rest)))]]
        arguments = ast.arguments(posonlyargs=[], args=parameters, kwonlyargs=[], kw_defaults=[], defaults=[])
        return ast.copy_location(
            ast.Call(
                ast.Name(_PROBE, ast.Load()),
                [
                    ast.Tuple([ast.Constant(self._names[name]) for name in names], ast.Load()),
                    ast.Lambda(arguments, node),
                    ast.Tuple([ast.Name(name, ast.Load()) for name in names], ast.Load()),
                    ast.Tuple(rest, ast.Load()),
                ],
                [],
            ),
            node,
        )

    def _constants(self, node: ast.AST) -> set[str]:
        return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in self._names}

    def _is_pure(self, node: ast.AST) -> bool:
        """True if evaluating an expression again does nothing but give its value again."""
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name):
                if function.id not in _EAGER:
                    return False
            elif not isinstance(function, ast.Attribute) or function.attr not in _PURE_METHODS:
                return False
            return all(self._is_pure(each) for each in (function, *node.args, *node.keywords))
        kinds = ast.Name | ast.Constant | ast.Attribute | ast.BoolOp | ast.BinOp | ast.UnaryOp | ast.Compare | ast.IfExp
        kinds |= ast.Subscript | ast.Slice | ast.Tuple | ast.keyword
        kinds |= ast.operator | ast.unaryop | ast.boolop | ast.cmpop | ast.expr_context
        return isinstance(node, kinds) and all(map(self._is_pure, ast.iter_child_nodes(node)))


class _Replacer(ast.NodeTransformer):
    """Puts parameters where some direct operands of an expression are."""

    def __init__(self, operands: Sequence[ast.expr], taken: list[ast.expr]) -> None:
        self._operands = operands
        self._taken = taken

    def replace(self, node: ast.expr) -> None:
        """Change the expression itself."""
        super().generic_visit(node)

    def visit(self, node: ast.AST) -> ast.AST:
        """Take an operand out; go no deeper."""
        if node not in self._operands:
            return node
        self._taken.append(node)
        return ast.Name(f"_operand_{len(self._taken) - 1}", ast.Load())
