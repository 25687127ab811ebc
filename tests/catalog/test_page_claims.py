"""A sentence that is the page's claim is true for the page of every edition that it is shown in.

``page_words.csv`` holds which names and key words stand in the page of which edition (read in the pages themselves,
without regard to capitals; a word in small letters is a stem). It stands in for the pages, which no user has.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from planner.catalog.loader import load_catalog
from planner.catalog.locate import data_folder
from planner.domain.condition import Condition, FactIs, Group, Never
from planner.domain.demand import Demand
from planner.domain.problem import FileProblem
from planner.domain.text import Text
from planner.planning.planner import plan
from tests.plans import catalog, changed, unanswered

EDITIONS = tuple(edition.id for edition in catalog().editions)
PLACES = {"AzureCloud": "westeurope", "AzureChinaCloud": "chinanorth2", "AzureUSGovernment": "usgovvirginia"}
MARCH_2020 = {"edition": "2020-03-10", "cloud": "AzureCloud", "region": "westeurope"}

_ABSENT = re.compile(
    r"\b(has no|no longer|does not list|says nothing|has neither|knows no|without an exemption)\b",
    re.IGNORECASE,
)
"""What the page lacks is named in such a sentence, and does not stand in the page."""
_TOKEN = re.compile(r"[A-Za-z0-9*<>_][A-Za-z0-9_.*<>/-]*[A-Za-z0-9>]")
_DECISION = re.compile(
    r"\b(the|this) plan\b|\b(stays?|keeps?|kept) (in|it|them|both|every)\b|\b(line|rule)s? stays?\b|\bplanner\b",
    re.IGNORECASE,
)
_DECISION_ZH = re.compile("本方案|本程序|方案(予以)?保留|保留(此|该|全部)规则|予以保留")


@cache
def words() -> dict[str, frozenset[str]]:
    """Return each word with the editions whose page has it."""
    with (Path(__file__).parent / "page_words.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["word"]: frozenset(edition for edition in EDITIONS if row[edition] == "yes")
            for row in csv.DictReader(stream)
        }


def names_in(sentence: str) -> Iterator[str]:
    """Yield names, hosts and numbers: what a sentence cannot have from anywhere but the page."""
    for part in re.split(r"(?<=[.:;]) ", sentence):
        for index, token in enumerate(_TOKEN.findall(part)):
            capitals = sum(letter.isupper() for letter in token)
            if re.search(r"[.*<_\d]", token) or capitals > 1 or (capitals and index):
                yield token


def leaves(condition: Condition | None) -> Iterator[FactIs | Never]:
    """Yield the leaves of a condition."""
    if isinstance(condition, Group):
        for member in condition.members:
            yield from leaves(member)
    elif isinstance(condition, FactIs | Never):
        yield condition


def texts_of(demand: Demand) -> Iterator[Text]:
    """Yield all that a demand says."""
    yield from (demand.purpose, demand.if_refused, *demand.remarks)
    yield from (leaf.otherwise for leaf in leaves(demand.when))
    if demand.eased is not None:
        yield demand.eased.if_refused
    yield from (way.note for way in (*demand.destinations, *demand.other_ways))


def texts_in(cloud: str, edition: str) -> Iterator[tuple[str, Text]]:
    """Yield every text of the catalog that a plan for this cloud and edition can show, with where it stands."""
    found = catalog()
    for feature in found.features:
        yield feature.id, feature.summary
        yield feature.id, feature.remark
        withheld = feature.withheld_in(cloud, edition)
        if withheld is not None:
            yield feature.id, withheld.reason
        else:
            yield from ((feature.id, entry.reason) for entry in feature.brings)
        for demand in found.demands(feature, cloud, edition):
            yield from ((demand.id, text) for text in texts_of(demand))
    for fact in found.facts:
        note = fact.note(cloud, edition)
        yield fact.id, fact.helper
        if note is not None:
            yield fact.id, note
    for entry in found.editions:
        if entry.id == edition:
            yield from ((edition, remark) for remark in entry.remarks)
    yield from advised(cloud, edition)


@cache
def advised(cloud: str, edition: str) -> tuple[tuple[str, Text], ...]:
    """Return what the advisories of plans for a cloud and edition say, over the answers that tell cases apart."""
    said: dict[Text, str] = {}
    base = unanswered(
        cloud=cloud, region=PLACES[cloud], edition=edition, features=("azure-monitor", "windows")
    )
    for konnectivity, private, outbound in product(
        (None, True, False), (None, True), ("userDefinedRouting", "none", "block")
    ):
        answers = {"konnectivity": konnectivity, "private_cluster": private, "outbound_type": outbound}
        made = plan(changed(base, **answers), catalog())
        said |= {entry.text: entry.id for entry in made.advisories}
    return tuple((where, text) for text, where in said.items())


def by_the_page() -> Iterator[tuple[str, str, Text]]:
    """Yield each claim of the page with the edition and the place that it stands in."""
    for edition, cloud in product(EDITIONS, PLACES):
        for where, text in texts_in(cloud, edition):
            for claim in text.claims:
                if claim.by == "page":
                    yield edition, where, claim


def test_every_name_in_a_sentence_of_the_page_stands_in_the_page_of_that_edition() -> None:
    claims = list(by_the_page())
    assert len(claims) > 200
    for edition, where, claim in claims:
        if not _ABSENT.search(claim.en):
            for name in names_in(claim.en):
                assert name in words(), f"{name!r} of {where}: look it up, and add it to page_words.csv"
                assert edition in words()[name], (edition, where, claim.en)


def test_every_key_word_in_a_sentence_of_the_page_stands_in_the_page_of_that_edition() -> None:
    stems = {word: editions for word, editions in words().items() if word[0].islower() and "." not in word}
    assert {"konnectivity", "private cluster", "ingress controller", "layer"} <= stems.keys()
    for edition, where, claim in by_the_page():
        if not _ABSENT.search(claim.en):
            for stem, editions in stems.items():
                if re.search(rf"\b{re.escape(stem)}", claim.en, re.IGNORECASE):
                    assert edition in editions, (edition, where, stem, claim.en)


@pytest.mark.parametrize("word", ["konnectivity", "ALPN", "Entra", "private cluster", "ingress controller"])
def test_the_first_edition_is_not_said_to_know_what_came_later(word: str) -> None:
    assert "2026-07-02" in words()[word]
    assert "2020-03-10" not in words()[word]
    said = [claim for edition, _, claim in by_the_page() if edition == "2020-03-10"]
    assert not [claim.en for claim in said if word in claim.en and not _ABSENT.search(claim.en)]


def test_no_decision_of_the_planner_is_called_the_pages_claim() -> None:
    for _, where, claim in by_the_page():
        assert not _DECISION.search(claim.en), (where, claim.en)
        assert not _DECISION_ZH.search(claim.zh), (where, claim.zh)


def test_no_remark_says_that_its_line_stays_since_it_is_read_on_lines_that_were_left_out_too() -> None:
    for feature in catalog().features:
        for demand in feature.demands:
            for remark in demand.remarks:
                assert not re.search(r"\bstays?\b|\bthis plan\b|\bthe plan\b", remark.en), (
                    demand.id,
                    remark.en,
                )
                assert not re.search("保留此规则|方案保留|本方案", remark.zh), (demand.id, remark.zh)


def test_a_reason_for_not_needing_a_line_reads_true_after_an_assumption_and_after_an_answer() -> None:
    """It says what holds for such clusters; what this cluster is, planning says before it."""
    flat = re.compile(r"^(No |The API server is|konnectivity is|The plan )|\bwas (chosen|entered)\b")
    reasons = {
        (demand.id, leaf.otherwise)
        for feature in catalog().features
        for demand in feature.demands
        for leaf in leaves(demand.when)
        if isinstance(leaf, FactIs)
    }
    assert len(reasons) > 15
    for where, reason in reasons:
        for claim in reason.claims:
            assert not flat.search(claim.en), (where, claim.en)
            assert not re.match("没有|未填写|已|API 服务器为", claim.zh), (where, claim.zh)


def test_what_breaks_without_the_api_servers_address_is_our_inference() -> None:
    for edition in EDITIONS:
        core = catalog().feature("core")
        assert core is not None
        [demand] = [
            demand
            for demand in catalog().demands(core, "AzureCloud", edition)
            if demand.id == "core-api-server-address"
        ]
        assert "ingress controllers" in demand.if_refused.en
        assert demand.if_refused.by == "ours"


def test_what_becomes_of_a_replaced_host_is_said_by_whoever_said_it() -> None:
    def retired(edition: str) -> dict[str, str]:
        made = plan(unanswered(**MARCH_2020 | {"edition": edition}), catalog())
        [entry] = [entry for entry in made.advisories if entry.id == "retired-endpoint"]
        return {claim.by: claim.en for claim in entry.text.claims}

    old, new = retired("2020-03-10"), retired("2026-07-02")
    assert "replaced by *.data.mcr.microsoft.com" in old["page"]
    assert "will replace this host in the future" in new["page"]
    assert "retirement was announced for 31 May 2025" in new["aks-acs-mirror-retirement"]


def test_defenders_end_in_china_is_past_and_concerns_defenders_need_alone() -> None:
    defender = catalog().feature("defender")
    assert defender is not None
    for day in ("2026-08-18", "2026-10-01", "Both days have passed"):
        assert day in defender.remark.en
    for demand in catalog().demands(defender, "AzureChinaCloud", "2026-07-02"):
        said = " ".join(remark.en for remark in demand.remarks)
        if "2026-08-18" in said:
            assert "for Defender alone this line is no longer needed" in said
            assert "another feature may still need it" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "features/gpu.yaml",
            "zh: 官方页面为 NVIDIA 节点列出的主机。, by: aks-outbound-rules",
            "zh: 官方页面为 NVIDIA 节点列出的主机。, by: page",
            "stands beside every edition",
        ),
        (
            "facts.yaml",
            "zh: 只有这类节点需要访问 ntp.ubuntu.com。, by: aks-outbound-rules",
            "zh: 只有这类节点需要访问 ntp.ubuntu.com。, by: page",
            "stands beside every edition",
        ),
        (
            "features/windows.yaml",
            "zh: 2020-06-17 起改为 *.mp.microsoft.com。, by: aks-page-history",
            "zh: 2020-06-17 起改为 *.mp.microsoft.com。, by: page",
            "does not speak of other days",
        ),
    ],
)
def test_the_loader_refuses_what_no_single_edition_can_say(
    tmp_path: Path, file: str, old: str, new: str, complaint: str
) -> None:
    shutil.copytree(data_folder("catalog"), tmp_path / "catalog")
    path = tmp_path / "catalog" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(FileProblem, match=complaint) as caught:
        load_catalog(tmp_path / "catalog")
    assert caught.value.file == file
