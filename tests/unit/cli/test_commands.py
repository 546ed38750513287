from __future__ import annotations

from pathlib import Path

import pytest

from advisor.catalogue.local import contacts_path
from advisor.settings import find_places
from tests.support.builders import CHECKED, SourceFolder, capability_fields, contact_fields

REFERRAL = "knows what exists, including what is not listed here."


def words(text: str) -> str:
    return " ".join(text.split())


def test_search_gives_the_shape_that_scripts_rely_on(advisor, file: Path):
    done = advisor("search", "cash", "by", "tonight", "--catalogue", file, "--json")
    (found,) = done.data
    assert set(found) == {"id", "kind", "title", "marking", "score", "why", "snippet"}
    assert (found["id"], found["kind"], found["marking"]) == (
        "kidnap-unit",
        "capability",
        "OFFICIAL",
    )
    assert found["score"] > 0
    assert set(found["why"][0]) == {"typed", "found", "how", "field", "by_site"}


def test_search_is_narrowed_by_kind_and_limit(advisor, file: Path):
    both = advisor("search", "nca", "--catalogue", file, "--json").data
    assert len(both) > 1
    assert len(advisor("search", "nca", "--limit", 1, "--catalogue", file, "--json").data) == 1
    narrowed = advisor("search", "nca", "--kind", "contact", "--catalogue", file, "--json").data
    assert [found["id"] for found in narrowed] == ["nca"]


def test_search_counts_by_facet(advisor, file: Path):
    done = advisor("search", "nca", "--facets", "--kind", "contact", "--catalogue", file, "--json")
    assert set(done.data) == {"results", "total", "cut", "facets"}
    assert done.data["cut"] is False
    assert [found["id"] for found in done.data["results"]] == ["nca"]
    assert done.data["total"] == 1
    assert done.data["facets"]["kind"]["contact"] == 1
    assert len(done.data["facets"]["kind"]) > 1, "what another kind would give is counted too"
    text = words(advisor("search", "nca", "--facets", "--catalogue", file).out)
    assert "2 found - Kind (kind:): Capabilities 1, Contacts 1" in text, text


def test_search_takes_words_as_spelt_and_suggests_others(advisor, file: Path):
    assert advisor("search", "kidnapp ", "--catalogue", file, "--json").data
    assert advisor("search", "kidnapp ", "--exact", "--catalogue", file, "--json").data == []
    text = advisor("search", "kidnapp ", "--exact", "--catalogue", file).out
    assert "Did you mean: kidnap" in text


@pytest.mark.parametrize(
    "query",
    [
        "x" * 10_000,
        "cash \x00\x1b[2J",
        "🚨🚨",
        '"unbalanced ( quotes',
        "NOT *:* AND [a TO z]",
        "' OR 1=1 --",
        "   ",
        "\udcff",
        "\u202ecash",
    ],
)
def test_any_query_is_answered(advisor, file: Path, query: str):
    done = advisor("search", query, "--catalogue", file)
    assert done.code == 0
    assert REFERRAL in words(done.out)
    assert isinstance(advisor("search", query, "--catalogue", file, "--json").data, list)


def test_cut_query_is_said_to_be_cut(advisor, file: Path):
    done = advisor("search", "cash " * 3000, "--catalogue", file)
    assert "The search was cut at 1,000 characters." in done.err
    assert "kidnap-unit" in done.out
    done = advisor("search", "cash " * 3000, "--catalogue", file, "--facets", "--json")
    assert "The search was cut at 1,000 characters." in done.err
    assert done.data["cut"] is True
    assert isinstance(advisor("search", "cash " * 3000, "--catalogue", file, "--json").data, list)


def test_nothing_found_says_what_to_try_and_names_the_rocc(advisor, file: Path):
    done = advisor("search", "qqqq", "--catalogue", file)
    assert done.code == 0
    assert "Say it another way" in words(done.out)
    assert REFERRAL in words(done.out)


def test_show_gives_the_whole_entry(advisor, file: Path):
    data = advisor("show", "kidnap-unit", "--catalogue", file, "--json").data
    assert {"id", "kind", "title", "marking", "portions", "routes", "contacts", "sources"} <= set(
        data
    )
    assert data["portions"][0]["part"] == "access"
    assert {portion["marking"] for portion in data["portions"]} == {"OFFICIAL"}
    assert data["routes"][0]["id"] == "rocc"
    assert data["sources"][0]["title"] == "Report"
    assert data["checked_on"] == "2026-11-23"


def test_show_reads_in_order_for_a_person(advisor, file: Path):
    out = advisor("show", "kidnap-unit", "--catalogue", file).out
    order = [
        "Kidnap-unit",
        "How to get it",
        "What it does",
        "Law",
        "Whom to ring",
        "Sources",
        "Not what you need?",
    ]
    places = [out.lower().index(word.lower()) for word in order[1:]]
    assert places == sorted(places)


def test_contact_has_the_shape_that_scripts_rely_on(advisor, file: Path):
    (contact,) = [
        contact
        for contact in advisor("contacts", "--catalogue", file, "--json").data
        if contact["id"] == "nca"
    ]
    assert contact | {"role": "", "local": False, "caution": None} == {
        "id": "nca",
        "name": "NCA control room",
        "role": "",
        "channels": [{"kind": "telephone", "value": "0370 496 7622"}],
        "hours": None,
        "verified_on": "2026-11-23",
        "published": True,
        "local": False,
        "caution": None,
    }


def test_check_gives_the_shape_that_scripts_rely_on(advisor, file: Path):
    data = advisor("check", "kidnap-unit", "--catalogue", file, "--json").data
    assert {
        "capability",
        "outcome",
        "reasons",
        "prerequisites",
        "steps",
        "questions",
        "contacts",
        "alternatives",
        "release",
    } <= set(data)
    assert data["outcome"] == "undecided"
    (question,) = data["questions"]
    assert {"fact", "type", "text", "why", "choices", "settles"} <= set(question)
    assert [choice["value"] for choice in question["choices"]] == ["yes", "no"]
    assert {"text", "truth", "facts", "sources"} <= set(data["reasons"][0])
    assert data["reasons"][0]["truth"] == "unknown"
    assert {"text", "who", "contact", "time", "sources"} <= set(data["steps"][0])
    assert data["release"]["number"] == 7


@pytest.mark.parametrize(
    ("value", "outcome", "heading"),
    [
        ("yes", "available", "Yes, you can ask now"),
        ("no", "not-available", "Not for this case"),
        ("unknown", "undecided", "Not yet known"),
        ("withheld", "undecided", "Not yet known"),
    ],
)
def test_check_answers_for_each_answer(advisor, file, value: str, outcome: str, heading: str):
    command = ("check", "kidnap-unit", "--fact", f"serious={value}", "--catalogue", file)
    assert advisor(*command, "--json").data["outcome"] == outcome
    done = advisor(*command)
    assert heading in done.out
    assert REFERRAL in words(done.out)


def test_check_says_who_could_tell_what_is_not_known(advisor, file: Path):
    command = ("check", "kidnap-unit", "--fact", "serious=unknown", "--catalogue", file)
    (unknown,) = advisor(*command, "--json").data["unknown_facts"]
    assert unknown["who_could_tell"] == "whoever leads the case, or your ROCC"
    assert f"Ask {unknown['who_could_tell']}: Serious crime." in words(advisor(*command).out)


def test_advise_gives_the_shape_that_scripts_rely_on(advisor, file: Path):
    data = advisor("advise", "--catalogue", file, "--json").data
    assert set(data) == {"urgent", "outcomes", "counts", "next_question", "questions", "release"}
    (outcome,) = data["outcomes"]
    assert outcome["capability"] == "kidnap-unit"
    assert (outcome["outcome"], outcome["group"]) == ("undecided", "not-yet-known")
    assert data["counts"]["not-yet-known"] == 1
    question = data["next_question"]
    assert {"fact", "type", "text", "why", "choices"} <= set(question)
    assert (question["settles"], question["open"]) == (1, 1)
    assert question["needed_by"] == ["kidnap-unit"]
    assert data["questions"] == [question]
    assert data["urgent"] == []


def test_advise_reads_in_order_for_a_person(advisor, file: Path):
    said = words(advisor("advise", "--catalogue", file).out)
    assert "Not yet known: 1" in said
    assert "Settles 1 of the 1 still open." in said
    assert REFERRAL in said
    settled = words(advisor("advise", "--fact", "serious=yes", "--catalogue", file).out)
    assert "Yes, you can ask now: 1" in settled
    assert "Nothing else that you could answer changes this" in settled


def test_what_is_skipped_is_not_asked_next(advisor, file: Path):
    data = advisor("advise", "--skip", "serious", "--catalogue", file, "--json").data
    assert data["next_question"] is None
    assert [question["fact"] for question in data["questions"]] == ["serious"]
    refused = advisor("advise", "--skip", "seriuos", "--catalogue", file)
    assert refused.code == 2
    assert "serious" in refused.err


def test_danger_to_life_puts_whom_to_ring_first(advisor):
    command = ("advise", "--fact", "life_at_risk=yes")
    said = words(advisor(*command).out)
    assert said.index("Ring now, before anything else") < said.index("Capabilities checked")
    assert advisor(*command, "--json").data["urgent"][0]["id"] == "emergency-999"


def test_questions_are_listed_with_every_answer(advisor, file: Path):
    (question,) = advisor("questions", "--catalogue", file, "--json").data
    assert question["name"] == question["fact"] == "serious"
    assert {"type", "choices", "text", "why"} <= set(question)
    assert (question["needed_by"], question["answer"]) == (["kidnap-unit"], None)
    assert "one of: yes, no, unknown, withheld" in words(
        advisor("questions", "--catalogue", file).out
    )


def test_questions_stand_with_what_a_saved_case_answers(advisor, file: Path, tmp_path: Path):
    case = tmp_path / "heron.json"
    advisor("advise", "--catalogue", file, "--fact", "serious=yes", "--case", case, "--save")
    (question,) = advisor("questions", "--catalogue", file, "--case", case, "--json").data
    assert question["answer"] == "yes"
    said = words(advisor("questions", "--catalogue", file, "--case", case).out)
    assert "You answered: yes" in said
    assert "Needed by: " in said


def test_draft_is_said_on_standard_error_only(advisor, file: Path):
    for command in (("search", "cash"), ("show", "nca"), ("check", "kidnap-unit"), ("contacts",)):
        done = advisor(*command, "--catalogue", file)
        assert "UNSIGNED DRAFT" in done.err
        assert "UNSIGNED" not in done.out


def test_check_of_sources_lists_problems_as_data_and_as_text(advisor, sources: SourceFolder):
    fields = capability_fields(threats=["kidnpa"], related=["nowhere"])
    sources.write("capabilities/kidnap-unit.yaml", fields)
    done = advisor("catalogue", "check", sources.path, "--json")
    assert done.code == 1
    assert [(p["field"], p["severity"]) for p in done.data] == [
        ("threats[0]", "error"),
        ("related[0]", "error"),
    ]
    keys = {"file", "line", "column", "field", "reason", "remedy", "severity"}
    assert set(done.data[0]) == keys
    text = advisor("catalogue", "check", sources.path)
    assert text.code == 1
    assert "error: capabilities/kidnap-unit.yaml:6: threats[0]: No threat area" in text.out
    assert "Errors: 2." in text.err


def test_build_refuses_and_names_every_mistake(advisor, sources: SourceFolder, tmp_path: Path):
    sources.write("contacts/nca.yaml", contact_fields(sources=[], summary="x" * 100))
    done = advisor("catalogue", "build", sources.path, "--output", tmp_path / "o.db")
    assert (done.code, done.out) == (1, "")
    assert "Mistakes in the sources: 2. Nothing was written." in done.err
    assert done.err.count("contacts/nca.yaml") == 2
    assert not (tmp_path / "o.db").exists()


def test_build_says_what_it_wrote(advisor, sources: SourceFolder, tmp_path: Path):
    done = advisor("catalogue", "build", sources.path, "--output", tmp_path / "o.db")
    assert (done.code, done.out) == (0, "")
    assert "Entries written: 2" in done.err


# ── local contacts ───────────────────────────────────────────────────────────

GOOD = "role,name,telephone,verified_on\nkidnap-lead,Desk,01234 567890,2026-11-01\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "mine.csv").write_text(GOOD, "utf-8")
    return tmp_path / "mine.csv"


def test_local_contacts_are_shown_as_local(advisor, file: Path, mine: Path):
    assert advisor("local", "import", mine, "--catalogue", file).code == 0
    (shown,) = [
        contact
        for contact in advisor("contacts", "--catalogue", file, "--json").data
        if contact["local"]
    ]
    assert (shown["name"], shown["verified_on"]) == ("Desk", "2026-11-01")
    assert "Desk [local]" in advisor("contacts", "--catalogue", file).out


def test_local_contacts_survive_a_new_catalogue(
    advisor, file: Path, mine: Path, sources: SourceFolder
):
    advisor("local", "import", mine, "--catalogue", file)
    kept = contacts_path(find_places().site).read_bytes()
    release = {"release": 8, "title": "Next", "language": "en-GB", "published_on": CHECKED}
    sources.write("catalogue.yaml", release)
    assert advisor("catalogue", "build", sources.path, "--output", file).code == 0
    assert contacts_path(find_places().site).read_bytes() == kept
    assert advisor("local", "list", "--catalogue", file, "--json").data[0]["name"] == "Desk"


def test_import_with_bad_rows_names_them_all_and_writes_nothing(advisor, file: Path, mine: Path):
    advisor("local", "import", mine, "--catalogue", file)
    kept = contacts_path(find_places().site).read_bytes()
    mine.write_text(
        "role,name,telephone,region\nrocc,,ring me,\nroc,A,01234,Atlantis\nrocc,B,01234,\n", "utf-8"
    )
    done = advisor("local", "import", mine, "--catalogue", file)
    assert (done.code, done.out) == (1, "")
    assert "Mistakes in “mine.csv”: 4. Nothing was written." in done.err
    for place in ("csv:2: name", "csv:2: telephone", "csv:3: region", "csv:3: role"):
        assert place in done.err
    assert contacts_path(find_places().site).read_bytes() == kept


def test_import_adds_and_replace_takes_out(advisor, file: Path, mine: Path):
    advisor("local", "import", mine, "--catalogue", file)
    mine.write_text("role,name,email\nrocc,J. Smith,j@force.uk\n", "utf-8")
    done = advisor("local", "import", mine, "--catalogue", file)
    assert "Local contacts read: 1. Kept now: 2" in done.err
    done = advisor("local", "import", mine, "--replace", "--catalogue", file)
    assert "Kept now: 1" in done.err
    names = [c["name"] for c in advisor("local", "list", "--catalogue", file, "--json").data]
    assert names == ["J. Smith"]


def test_export_is_imported_again_as_it_was(advisor, file: Path, mine: Path, tmp_path: Path):
    advisor("local", "import", mine, "--catalogue", file)
    assert advisor("local", "export", tmp_path / "out.csv", "--catalogue", file).code == 0
    before = contacts_path(find_places().site).read_bytes()
    advisor("local", "import", tmp_path / "out.csv", "--replace", "--catalogue", file)
    assert contacts_path(find_places().site).read_bytes() == before


def test_spoiled_list_is_told_with_every_answer_and_stops_none(advisor, file: Path, mine: Path):
    advisor("local", "import", mine, "--catalogue", file)
    path = contacts_path(find_places().site)
    path.write_text(GOOD + "rocc,Nobody,,\n", "utf-8")
    done = advisor("contacts", "--catalogue", file)
    assert done.code == 0
    assert "Desk [local]" in done.out
    assert "Local contacts are missing here." in done.err
    refused = advisor("local", "import", mine, "--catalogue", file)
    assert refused.code == 1
    assert "local-contacts.csv:3" in refused.err
    assert path.read_text("utf-8").endswith("rocc,Nobody,,\n")
    assert advisor("local", "import", mine, "--replace", "--catalogue", file).code == 0


def test_missing_urgent_contacts_are_named(advisor, file: Path, mine: Path):
    done = advisor("local", "list", "--catalogue", file)
    for role in ("Force control room", "Force kidnap lead", "Duty ROCC, out of hours"):
        assert role in done.out
    advisor("local", "import", mine, "--catalogue", file)
    test = advisor("selftest", "--catalogue", file).out
    assert "urgent contact missing: Force control room" in test
    assert "urgent contact missing: Force kidnap lead" not in test


def test_selftest_fails_on_what_cannot_be_relied_on(advisor, file: Path, mine: Path):
    assert advisor("selftest", "--catalogue", file).out.endswith("selftest passed\n")
    path = contacts_path(find_places().site)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff")
    done = advisor("selftest", "--catalogue", file)
    assert done.code == 1
    assert "local contacts: FAILED" in done.out
    assert "passed" not in done.out


def test_selftest_of_a_missing_catalogue_fails_and_says_so(advisor, tmp_path: Path):
    done = advisor("selftest", "--catalogue", tmp_path / "none.db")
    assert done.code == 1
    assert "catalogue: FAILED: There is no catalogue at" in done.out


def test_selftest_needs_no_signing_in_and_names_a_fault_of_the_policy(advisor, tmp_path: Path):
    site = tmp_path / "strict"
    site.mkdir()
    options = ["--site", site, "--home", tmp_path / "home"]
    (site / "policy.toml").write_text("sign_in_required = true\n", "utf-8")
    assert advisor(*options, "selftest").code == 0
    (site / "policy.toml").write_text("sign_in_requierd = true\n", "utf-8")
    done = advisor(*options, "selftest")
    assert done.code == 1
    assert "policy: FAILED: policy.toml:1: sign_in_requierd:" in done.out


def test_report_on_the_sources_is_printed_and_written(
    advisor, sources: SourceFolder, tmp_path: Path
):
    text = advisor("catalogue", "report", sources.path, "--on", "2030-01-01")
    assert (text.code, text.err) == (0, "")
    assert "Reviews overdue on 1 January 2030" in text.out
    assert "- capability: high 1, medium 0, low 0" in text.out
    data = advisor("catalogue", "report", sources.path, "--json").data
    assert data[0]["title"] == "How sure"
    page = tmp_path / "report.html"
    done = advisor("catalogue", "report", sources.path, "--output", page)
    assert (done.code, done.out) == (0, "")
    assert "<h2>How sure</h2>" in page.read_text("utf-8")
