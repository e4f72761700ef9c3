"""Who may import whom, and who may write or read what: style.md's table, read off the source itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PURE = ("audit.extraction", "audit.agreement", "audit.codebook", "audit.origins", "audit.sourcing", "audit.segments")
PURE += ("articles.ingest",)
EDGES = ("audit.views", "audit.api", "audit.admin", "audit.exports", "audit.management", "articles.views")
EDGES += ("audit.ledger.admin", "articles.admin", "articles.import_views", "articles.management")
GUARDED_READS = (
    "Review",
    "Evidence",
    "EvidenceUse",
    "EvidenceCopy",
    "UsePlace",
    "Provenance",
    "Decision",
    "Publication",
    "SourceCode",
    "MarkingPass",
)
# These walk over rows that were fetched with visible_to and prefetched with it; they may say `.all()` to the prefetch,
# and nothing that would ask the database again.
PREFETCHED = (
    "audit.exports.rows",
    "audit.reports.claims",
    "audit.reports.reviews",
    "audit.reports.verdicts",
    "audit.api.serializers.claims",
)
GUARDED_MANAGERS = ("reviews", "decisions", "publications", "uses", "evidence_uses", "grounds", "withdrawal")

# Layer -> what it must not import. A prefix stands for everything under it.
FORBIDDEN = {
    **dict.fromkeys(PURE, ("django", "procrastinate", "requests", "httpx", "urllib.request", "socket", "psycopg")),
    "articles": ("audit",),
    "audit.ledger": ("articles", "audit"),
    "audit.models": ("audit", "django.http"),
    "audit.services": ("audit.views", "audit.api", "audit.admin", "audit.exports", "audit.forms", "audit.jobs"),
    "audit.permissions": ("audit", "articles"),
    "audit.jobs": ("audit.models", "audit.views", "audit.api", "audit.admin", "audit.exports", "audit.forms"),
    "audit.reports": ("audit.views", "audit.api", "audit.admin", "audit.exports", "audit.forms"),
    "audit.exports": ("audit.views", "audit.api", "audit.admin", "audit.management"),
    "audit.views": ("audit.api", "audit.admin", "audit.exports", "audit.management"),
    "audit.api": ("audit.views", "audit.admin", "audit.management"),
    "audit.admin": ("audit.views", "audit.api", "audit.exports", "audit.management"),
}
# What a layer may import although a wider prefix above forbids it.
ALLOWED = {
    "articles": ("audit.ledger",),
    "audit.ledger": ("audit.ledger",),
    # The admin pages of the leaf are an edge like all admin pages: they ask who may and who sees what, of modules that
    # name no model.
    "audit.ledger.admin": ("audit.permissions", "audit.models.visibility", "articles.withheld"),
    "audit.models": (
        "audit.models",
        "audit.ledger",
        # Leaves that know no model: visible_to(user) asks for roles; codes are those of the codebook.
        "audit.permissions",
        "audit.sourcing",
    ),
    **{layer: (layer,) for layer in PURE},
}


def within(name: str, *prefixes: str) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the product by its dotted name, migrations left out."""
    paths = [path for package in ("articles", "audit") for path in sorted((ROOT / package).rglob("*.py"))]
    return {module_name(p): ast.parse(p.read_text(), str(p)) for p in paths if "migrations" not in p.parts}


def is_package(name: str) -> bool:
    return (ROOT / Path(*name.split("."))).is_dir()


def imports(name: str, tree: ast.Module) -> Iterator[str]:
    """Dotted names of all that a module imports, also inside functions, relative ones resolved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = name.split(".") if is_package(name) else name.split(".")[:-1]
                base = ".".join([*above[: len(above) - node.level + 1], *base.split(".")]).strip(".")
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_imports_nothing_that_is_above_it(layer: str) -> None:
    wrong = [
        f"{name} imports {found}"
        for name, tree in modules().items()
        if within(name, layer)
        for found in imports(name, tree)
        if within(found, *FORBIDDEN[layer]) and not within(found, *ALLOWED.get(layer, ()), *ALLOWED.get(name, ()))
    ]
    assert wrong == []


def test_pure_packages_import_no_other_part_of_the_product() -> None:
    wrong = [
        f"{name} imports {found}"
        for layer in PURE
        for name, tree in modules().items()
        if within(name, layer)
        for found in imports(name, tree)
        if within(found, "audit", "articles") and not within(found, layer)
    ]
    assert wrong == []


def test_services_take_no_request() -> None:
    wrong = [
        name
        for name, tree in modules().items()
        if within(name, "audit.services", "articles.services", "audit.ledger")
        and not within(name, "audit.ledger.admin")
        for node in ast.walk(tree)
        if (isinstance(node, ast.arg) and node.arg == "request")
        or (isinstance(node, ast.ImportFrom) and within(node.module or "", "django.http", "django.forms"))
    ]
    assert wrong == []


def domain_models() -> set[str]:
    return {
        node.name
        for name, tree in modules().items()
        if within(name, "audit.models", "articles.models", "audit.ledger.models")
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update", "delete"}


def written(tree: ast.Module) -> Iterator[str]:
    """Calls that write rows: any `.save()`, and what the managers of our models offer for writing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            chain = attribute_chain(node.func)
            from_model = chain[0] in domain_models() and "objects" in chain
            if chain[-1] == "save" or (from_model and chain[-1] in WRITES):
                yield f"line {node.lineno}: {'.'.join(chain)}"


@pytest.mark.parametrize(
    "layer", [*EDGES, "audit.jobs", "articles.jobs", "audit.reports", "audit.forms", "articles.forms"]
)
def test_only_services_write(layer: str) -> None:
    wrong = [f"{name}, {call}" for name, tree in modules().items() if within(name, layer) for call in written(tree)]
    assert wrong == []


def attribute_chain(node: ast.expr) -> list[str]:
    """`Review.objects.filter(x).visible_to` -> ["Review", "objects", "filter", "visible_to"]."""
    if isinstance(node, ast.Call):
        return attribute_chain(node.func)
    if isinstance(node, ast.Attribute):
        return [*attribute_chain(node.value), node.attr]
    return [node.id] if isinstance(node, ast.Name) else ["?"]


def unseen_reads(tree: ast.Module) -> Iterator[str]:
    """Reads of what not everybody may see that do not go through visible_to at once."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        chain = attribute_chain(node)
        model, manager, asked = ["", "", *chain][-3:]
        from_model = model in GUARDED_READS and manager in ("objects", "_default_manager")
        # A reverse manager asked for rows: claim.reviews.all(), decision.publications.filter(...)
        from_row = bool(model) and manager in GUARDED_MANAGERS and asked in QUERIES
        if from_row or (from_model and asked not in ("visible_to", "on", "none", "waiting", "who_is_done")):
            yield f"line {node.lineno}: {'.'.join(chain)}"


QUERIES = {"all", "filter", "exclude", "get", "first", "last", "count", "exists", "order_by", "values", "values_list"}
QUERIES |= {"latest", "earliest", "aggregate", "iterator", "select_related", "prefetch_related", "in_bulk"}


@pytest.mark.parametrize("layer", [*EDGES, "audit.reports", "audit.forms", "audit.templatetags"])
def test_what_not_everybody_may_see_is_read_through_visible_to(layer: str) -> None:
    wrong = [
        f"{name}, {read}"
        for name, tree in modules().items()
        if within(name, layer)
        for read in unseen_reads(tree)
        if not (name in PREFETCHED and read.endswith(".all"))
    ]
    assert wrong == []


WRITING = [
    ("claim.save()", True),
    ("Claim.objects.create(quote='x')", True),
    ("Review.objects.filter(pk=1).update(value='exact')", True),
    ("AuthToken.objects.create(user=user)", False),
    ("submit_review(target=claim)", False),
]


@pytest.mark.parametrize(("source", "is_wrong"), WRITING)
def test_the_test_itself_sees_a_write_past_the_services(source: str, is_wrong: bool) -> None:
    assert bool(list(written(ast.parse(source)))) is is_wrong


READS = [
    ("Review.objects.filter(pk=1)", True),
    ("Review.objects.all().visible_to(user)", True),
    ("Decision.objects.visible_to(user).filter(pk=1)", False),
    ("Evidence.objects.none()", False),
    ("claim.reviews.count()", True),
    ("decision.grounds.all()", True),
    ("Claim.objects.filter(state='active')", False),
]


@pytest.mark.parametrize(("source", "is_wrong"), READS)
def test_the_test_itself_sees_a_read_past_visible_to(source: str, is_wrong: bool) -> None:
    assert bool(list(unseen_reads(ast.parse(source)))) is is_wrong


RELATIVE = [
    ("audit.services.claims", "from .errors import Refused", "audit.services.errors.Refused"),
    ("audit.services", "from .errors import Refused", "audit.services.errors.Refused"),
    ("audit.services.claims", "from ..models import Claim", "audit.models.Claim"),
    ("audit.forms", "from . import models", "audit.models"),
]


@pytest.mark.parametrize(("module", "source", "resolved"), RELATIVE)
def test_the_test_itself_resolves_relative_imports(module: str, source: str, resolved: str) -> None:
    assert list(imports(module, ast.parse(source))) == [resolved]


@pytest.mark.parametrize(
    "package",
    [
        "audit.extraction",
        "audit.agreement",
        "audit.sourcing",
        "audit.codebook",
        "audit.origins",
        "audit.segments",
        "articles.ingest.plain",
    ],
)
def test_a_pure_package_loads_no_django(package: str) -> None:
    program = f"import sys, {package}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_no_module_is_called_after_nothing_in_particular() -> None:
    vague = re.compile(r"(^|\.)(utils?|helpers?|misc|common|tools)$")
    assert [name for name in modules() if vague.search(name)] == []


def test_nothing_swallows_every_exception() -> None:
    wrong = [
        f"{name}, line {node.lineno}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]
    assert wrong == []


def test_no_signal_handlers() -> None:
    handlers = re.compile(r"@receiver\b|\b(pre|post)_(save|delete|init)\b|\bm2m_changed\b")
    assert [name for name, tree in modules().items() if handlers.search(ast.unparse(tree))] == []
