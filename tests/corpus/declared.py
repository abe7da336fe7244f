"""What the program declares now of what others read: kinds, tables, messages, acts, a phone's stores.

Looked for wherever it stands: in what Django knows, in loaded modules, in the text of the source. So
modules may move and be renamed. Where `every_kind`, or a message as it is signed, gets another name,
this is the one place to say so.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver

import mobilink

SOURCE = Path(mobilink.__file__).parent
ACT = re.compile(r'\b(?:commit|Act)\(\s*"([^"]+)"')
ACT_OF_A_PHONE = re.compile(r'\brecord\(\s*"([^"]+)"')
FACT_OF_A_PHONE = re.compile(r'\brecordFacts?\([^;]*?\bby,\s*"(\w+)"')
WITH_GAPS = re.compile(r'\bf"([^"\n]*)"')
SHORTEST = 10  # letters of a text with gaps; a shorter one says anything
OPENED = re.compile(r'indexedDB\.open\(\s*("[^"]+"|\w+)')
STORE_MADE = re.compile(r'createObjectStore\(\s*("\w+")\s*(?:,\s*(\{[^}]*\}))?')
STORE_LISTED = re.compile(r'\[\s*("\w+")\s*(?:,\s*(\{[^}]*\}))?\s*(?:,\s*"(\w+)")?\s*,?\s*\]')


def everything(known: Iterable[str] = ()) -> dict[str, Any]:
    """All that is frozen, each part sorted; of the acts also those `known` that are said otherwise."""
    known = list(known)
    return {
        "acts": sorted(acts() | {*known} - {*unsayable(known)}),
        "kinds": kinds(),
        "messages": messages(),
        "migrations": migrations(),
        "stores": stores(),
        "tables": tables(),
    }


def registry() -> list[Any]:
    """The replicated kinds, in the order in which they are declared."""
    return _wherever("every_kind")()


def _wherever(name: str) -> Any:
    """What is called so in some module of the program."""
    modules = [module for path, module in sys.modules.items() if path.startswith("mobilink.")]
    return next(getattr(module, name) for module in modules if hasattr(module, name))


def kinds() -> dict[str, Any]:
    """Kind → its table, whose it is, where it travels, and each field as it travels."""
    by_model = {kind.model: kind.name for kind in registry()}
    return {kind.name: _kind(kind, by_model) for kind in sorted(registry(), key=lambda k: k.name)}


def _kind(kind: Any, by_model: dict[type, str]) -> dict[str, Any]:
    fields = {
        field.name: _travels(field, by_model, is_open=field.name in kind.open)
        for field in kind.fields
    }
    return {
        "table": kind.model._meta.db_table,
        "ownership": kind.ownership.name.lower(),
        "stream": _stream(kind),
        "by_phone": kind.by_phone,
        "is_personal": kind.is_personal,
        "fields": dict(sorted(fields.items())),
    }


def _stream(kind: Any) -> str:
    """Where rows of a kind travel, in words."""
    if isinstance(kind.stream, str):
        return kind.stream
    links = ".".join(getattr(kind.stream, "links", ()))
    otherwise = getattr(kind.stream, "otherwise", "")
    of_unit = f"unit of {links}" if links else " or ".join(kind.among) or "chosen by the row"
    return f"{of_unit}, else {otherwise}" if otherwise else of_unit


def _travels(field: Any, by_model: dict[type, str], *, is_open: bool) -> Any:
    if field.is_relation:
        return f"id of {by_model[field.related_model]}{' or nothing' * field.null}"
    values = [] if is_open else sorted(str(value) for value, _ in field.flatchoices)
    type_ = f"{_type(field)}{' or nothing' * field.null}"
    return {"type": type_, "values": values} if values else type_


def _type(field: Any) -> str:
    length = getattr(field, "max_length", None)
    return f"{field.get_internal_type()}({length})" if length else field.get_internal_type()


def tables() -> dict[str, dict[str, str]]:
    """Table → column → its type, of the program's own tables."""
    own = [model for model in apps.get_models() if model.__module__.startswith("mobilink.")]
    columns = {
        model._meta.db_table: {
            field.column: f"{_type(field)}{' or nothing' * field.null}"
            for field in sorted(model._meta.concrete_fields, key=lambda one: one.column)
        }
        for model in own
    }
    return dict(sorted(columns.items()))


def migrations() -> dict[str, list[str]]:
    """App label → the names under which a database remembers its migrations."""
    own = {config.label for config in apps.get_app_configs() if config.name.startswith("mobilink.")}
    names: dict[str, list[str]] = {}
    for label, name in sorted(MigrationLoader(None).disk_migrations):
        if label in own:
            names.setdefault(label, []).append(name)
    return names


def messages() -> dict[str, dict[str, str]]:
    """Name under which a message is signed → the type at each of its places."""
    return dict(sorted((name, _places(type_)) for name, type_ in message_types().items()))


def message_types() -> dict[str, type[msgspec.Struct]]:
    """Name under which a message is signed → its struct: each begins with version and program."""
    _ = get_resolver().url_patterns  # loads whatever answers
    begins = ("version", "program")
    return {
        type_.__name__: type_
        for type_ in _subclasses(msgspec.Struct)
        if type_.__struct_fields__[:2] == begins and len(type_.__struct_fields__) > 2
    }


def _subclasses(of: type) -> Iterator[Any]:
    for subclass in of.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


def _places(struct: type[msgspec.Struct]) -> dict[str, str]:
    info = msgspec.inspect.type_info(struct)
    assert isinstance(info, msgspec.inspect.StructType)
    return {f"{place:02}": _shape(field.type) for place, field in enumerate(info.fields)}


def _shape(type_: Any) -> str:
    name = type(type_).__name__.removesuffix("Type").lower()
    if name == "union":
        return " | ".join(map(_shape, type_.types))
    if name == "list":
        return f"list[{_shape(type_.item_type)}]"
    if name == "tuple":
        return f"tuple[{', '.join(map(_shape, type_.item_types))}]"
    if name == "dict":
        return f"dict[{_shape(type_.key_type)}, {_shape(type_.value_type)}]"
    return name


def acts() -> set[str]:
    """Every act that the source says by a text at its place."""
    python = chain.from_iterable(map(ACT.findall, _texts("py")))
    by_phone = chain.from_iterable(map(ACT_OF_A_PHONE.findall, _texts("js")))
    facts = chain.from_iterable(map(FACT_OF_A_PHONE.findall, _texts("js")))
    return {*python, *by_phone, *(f"record {fact}" for fact in facts)}


def unsayable(acts: Iterable[str]) -> list[str]:
    """Those that the source says nowhere, neither as a text nor as one with gaps."""
    whole = "\n".join((*_texts("py"), *_texts("js")))
    gaps = [re.sub(r"\\{.*?\\}", ".+", re.escape(text)) for text in WITH_GAPS.findall(whole)]
    patterns = [re.compile(gap) for gap in gaps if len(gap.replace(".+", "")) > SHORTEST]
    records = {f"record {kind.name}" for kind in registry()}
    return [
        act
        for act in acts
        if f'"{act}"' not in whole
        and act not in records
        and not any(pattern.fullmatch(act) for pattern in patterns)
    ]


def stores() -> dict[str, dict[str, str]]:
    """IndexedDB database of a phone → store → how it is keyed, and by what it is found."""
    made = {}
    for script in _texts("js"):
        if opened := OPENED.search(script):
            listed = STORE_MADE.findall(script) or STORE_LISTED.findall(_list_in(script))
            assert listed, f"No stores are seen beside {opened[0]}."
            made[_text_of(opened[1], script)] = {
                name.strip('"'): " ".join([_spaced(options), *more]).strip()
                for name, options, *more in sorted(listed)
            }
    return dict(sorted(made.items()))


def _list_in(script: str) -> str:
    listed = re.search(r"\bSTORES\s*=\s*\[(.*?)\];", script, re.DOTALL)
    return listed[1] if listed else ""


def _text_of(name: str, script: str) -> str:
    if name.startswith('"'):
        return name.strip('"')
    constant = re.search(rf'\b{name}\s*=\s*"([^"]+)"', script)
    assert constant, f"{name} is no text here."
    return constant[1]


def _spaced(options: str) -> str:
    return re.sub(r"[\s,]+", " ", options).strip("{} ")


@cache
def _texts(ending: str) -> tuple[str, ...]:
    """The source in one language, without what Django made of it."""
    paths = [path for path in SOURCE.rglob(f"*.{ending}") if path.parent.name != "migrations"]
    return tuple(path.read_text("utf-8") for path in sorted(paths))
