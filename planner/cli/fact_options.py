"""Options of a terminal for every fact of the catalog's table: a new fact needs no line of code here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from planner.catalog.loader import load_catalog
from planner.catalog.model import Catalog
from planner.cli.misuse import Misuse
from planner.domain.fact import FEATURE, Fact, FactKind, Known
from planner.domain.text import Text

UNKNOWN_OPTION = "unknown_facts"
VAULT = "vault_certificates"
NO_VAULT = "no_vault_certificates"
_METAVARS = {
    FactKind.ADDRESS: "IP",
    FactKind.ADDRESSES: "IP",
    FactKind.PREFIXES: "CIDR",
    FactKind.TEXT: "TEXT",
}
_GIVEN_AND_NONE = Text(
    "{name} is given and said to be none. Leave one of the two away.",
    "{name} 既给出了值又标为无。请去掉其中一个。",
)
_GIVEN_AND_UNKNOWN = Text(
    "{name} is given and said to be unknown. Leave one of the two away.",
    "{name} 既给出了值又标为未知。请去掉其中一个。",
)
_WITH_AND_WITHOUT_VAULT = Text(
    "{name} is given with and without certificates in Key Vault. Leave one of the two away.",
    "{name} 同时给出了证书在和不在 Key Vault 中。请去掉其中一个。",
)
_BOTH = Text(
    "{yes} and {no} contradict each other. Leave one of the two away.",
    "{yes} 与 {no} 相互矛盾。请去掉其中一个。",
)
_KEPT = "planner.catalog"
_PREFIX, _NONE = "fact_", "no_fact_"


def catalog() -> Catalog:
    """Return the catalog that ships, read once for each run of the terminal; it is frozen."""
    kept = click.get_current_context().find_root().meta
    if _KEPT not in kept:
        kept[_KEPT] = load_catalog()
    found: Catalog = kept[_KEPT]
    return found


class FactCommand(click.Command):
    """A command whose options are its own and one for each fact; the catalog is read when they are asked for."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters, with those of the facts behind them."""
        own = super().get_params(ctx)
        help_option, rest = own[-1:], own[:-1]
        with ctx.scope(cleanup=False):
            return [*rest, *fact_options(), *help_option]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; of two that contradict each other none is taken."""
        with ctx.scope(cleanup=False):
            for fact in catalog().facts:
                if fact.kind is FactKind.YES_NO and fact.options and set(fact.options) <= set(args):
                    yes, no = fact.options
                    raise Misuse(_BOTH.filled(yes=yes, no=no))
        return super().parse_args(ctx, args)


def fact_options() -> tuple[click.Option, ...]:
    """Return an option for each fact that has one, and those that make facts not known again."""
    options = [option for fact in catalog().facts if fact.options for option in _options(fact)]
    ids = [fact.id for fact in catalog().facts]
    optional = [FEATURE + feature.id for feature in catalog().features if not feature.always]
    with_vault = [feature.id for feature in catalog().features if feature.brings]
    return (
        *options,
        click.Option(
            ["--vault-certificates", VAULT],
            multiple=True,
            type=click.Choice(with_vault),
            help="A feature whose certificates live in Key Vault; repeat for more.",
        ),
        click.Option(
            ["--no-vault-certificates", NO_VAULT],
            multiple=True,
            type=click.Choice(with_vault),
            help="A feature whose certificates do not live in Key Vault.",
        ),
        click.Option(
            ["--unknown", UNKNOWN_OPTION],
            multiple=True,
            type=click.Choice([*ids, *optional]),
            metavar="FACT",
            help="Take a fact as not known, whatever PLAN_FILE says: "
            + ", ".join(ids)
            + ", or features.ID for whether a feature is on.",
        ),
    )


def _options(fact: Fact) -> tuple[click.Option, ...]:
    name, text = _PREFIX + fact.id, fact.option_help or fact.question.en
    if fact.kind is FactKind.YES_NO:
        yes, no = fact.options
        return (click.Option([f"{yes}/{no}", name], default=None, help=text),)
    given, *none = fact.options
    if fact.kind is FactKind.CHOICE:
        return (click.Option([given, name], type=click.Choice(list(fact.answers)), help=text),)
    option = click.Option([given, name], multiple=fact.kind.is_list, metavar=_METAVARS[fact.kind], help=text)
    without = [
        click.Option([other, _NONE + fact.id], is_flag=True, help=f"{fact.label.en}: none.") for other in none
    ]
    return (option, *without)


def given_facts(options: Mapping[str, Any]) -> dict[str, Known | None]:
    """Return the facts that were given as options, by their ids; None for what was said to be not known.

    Raises:
        click.UsageError: one fact was given and said to be not known.
    """
    given: dict[str, Known | None] = {}
    for fact in catalog().facts:
        value = options.get(_PREFIX + fact.id)
        if value is not None and value != ():
            given[fact.id] = value
        if options.get(_NONE + fact.id):
            if fact.id in given:
                raise Misuse(_GIVEN_AND_NONE.filled(name=fact.id))
            given[fact.id] = ()
    for name, answer in ((VAULT, True), (NO_VAULT, False)):
        for feature in options.get(name) or ():
            if given.setdefault(f"{feature}.{VAULT}", answer) is not answer:
                raise Misuse(_WITH_AND_WITHOUT_VAULT.filled(name=feature))
    for fact_id in options.get(UNKNOWN_OPTION) or ():
        if fact_id.startswith(FEATURE):
            continue
        if given.get(fact_id) is not None:
            raise Misuse(_GIVEN_AND_UNKNOWN.filled(name=fact_id))
        given[fact_id] = None
    return given


def unknown_features(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the features of which was said that nobody knows whether they are on."""
    named = dict.fromkeys(options.get(UNKNOWN_OPTION) or ())
    return tuple(name.removeprefix(FEATURE) for name in named if name.startswith(FEATURE))
