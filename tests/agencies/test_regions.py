"""Region profiles: what holds where, and what is said about a file that cannot be used."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from qingbai.agencies import regions
from qingbai.agencies.files import BadReferenceData
from qingbai.agencies.regions import OnlineScope, RegionProfile, ReviewExtension
from qingbai.law.frequency import asks_often
from qingbai.law.local import CoverageRule, OnlineRule, PapersRule
from qingbai.law.parameters import FREQUENCY_RULES, INQUIRY_LIMITS, CompetenceRule, FrequencyRule
from qingbai.law.terms import Answer, AskerClass, FrequencyWindow

FOLDER = Path(regions.__file__).parent / "regions"


@pytest.fixture
def folder(tmp_path):
    """A copy of the profiles that a test may spoil."""
    shutil.copytree(FOLDER, tmp_path / "regions")
    return tmp_path / "regions"


def spoil(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults(folder):
    with pytest.raises(BadReferenceData) as refused:
        regions.load(folder)
    found: dict[tuple[str, str], str] = {}
    for fault in refused.value.faults:
        said = f"{fault.what}; {fault.remedy}"
        found[fault.file, fault.key] = f"{found.get((fault.file, fault.key), '')}{said}"
    return found


def test_the_longest_prefix_of_a_division_code_chooses_the_profile():
    assert regions.profile_for("110105").key == "beijing"
    assert regions.profile_for("100101").key == "demo"
    assert regions.profile_for("210102").key == "shenyang"
    assert regions.profile_for("210302").key == "liaoning"
    assert regions.profile_for("430102").key == "national"
    assert regions.profile_for("").key == "national"


def test_a_closer_profile_goes_before_the_province(folder):
    text = (folder / "beijing.toml").read_text(encoding="utf-8")
    closer = text.replace('key = "beijing"', 'key = "chaoyang"').replace('["11"]', '["110105"]')
    (folder / "chaoyang.toml").write_text(closer, encoding="utf-8")
    loaded = {profile.key: profile.divisions for profile in regions.load(folder)}
    assert loaded["chaoyang"] == ("110105",)
    assert max(loaded.values(), key=lambda prefixes: max(regions._fit(prefix, "110105") for prefix in prefixes)) == (
        "110105",
    )


def test_the_national_profile_says_what_the_law_says():
    national = regions.profile_for("430102")
    assert national.limits == INQUIRY_LIMITS[-1].value
    assert national.frequency == FREQUENCY_RULES[-1].value
    assert national.competence == CompetenceRule()
    assert national.review.extension is ReviewExtension.ADDED
    assert national.online.scope is OnlineScope.NOBODY
    assert (national.validity_months, national.papers.minimum_age, national.investigation.days) == (3, None, None)
    assert national.fees.certificate_fen == 0


def test_beijing_counts_by_calendar_year_and_asks_from_the_fourth_on():
    beijing = regions.profile_for("110101")
    assert beijing.frequency == FrequencyRule(window=FrequencyWindow.CALENDAR, n=3, inclusive=False)
    earlier = (date(2026, 1, 5), date(2026, 2, 5))
    third = asks_often(earlier, date(2026, 3, 5), beijing.frequency)
    fourth = asks_often((*earlier, date(2026, 3, 5)), date(2026, 4, 5), beijing.frequency)
    assert (third.answer, fourth.answer) == (Answer.NO, Answer.YES)
    assert beijing.limits == regions.profile_for("430102").limits
    assert beijing.online.scope is OnlineScope.PERMIT_HOLDERS


def test_every_profile_names_its_sources_and_its_day():
    for profile in regions.profiles():
        assert profile.sources
        assert profile.confidence
        assert date(2019, 1, 1) <= profile.as_of <= date(2026, 11, 22)


def test_profiles_cannot_be_changed():
    with pytest.raises(AttributeError):
        regions.profile_for("110101").limits.inquiry_days = 1


def test_a_misspelt_key_is_found_wherever_it_stands(folder):
    spoil(folder, "beijing.toml", 'window = "calendar"', 'window = "calendar"\nwindw = 1')
    spoil(folder, "demo.toml", 'key = "demo"', 'key = "demo"\ncolour = "red"')
    assert faults(folder) == {
        ("beijing.toml", "frequency.windw"): "is no parameter; take it out or check its spelling",
        ("demo.toml", "colour"): "is no parameter; take it out or check its spelling",
    }


def test_a_value_of_another_kind_is_named_with_what_it_should_be(folder):
    spoil(folder, "beijing.toml", 'window = "calendar"', 'window = "lunar"')
    spoil(folder, "beijing.toml", "inclusive = false", 'inclusive = "no"')
    spoil(folder, "demo.toml", "validity_months = 6", 'validity_months = "six"')
    found = faults(folder)
    assert (
        "'calendar' or 'rolling', not 'lunar'; write it as national.toml does"
        in found["beijing.toml", "frequency.window"]
    )
    assert "valid boolean, not 'no'" in found["beijing.toml", "frequency.inclusive"]
    assert "valid integer, not 'six'" in found["demo.toml", "certificate.validity_months"]


def test_what_neither_file_says_is_missing_everywhere(folder):
    spoil(folder, "national.toml", "paper = true\n", "")
    all_but_one = {path.name for path in folder.iterdir()} - {"dalian.toml"}  # it says so itself
    assert faults(folder) == {
        (name, "certificate.paper"): "is missing; add it here or in national.toml" for name in all_but_one
    }


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        (
            "minimum_stay_days = 180",
            "minimum_stay_days = -1",
            "competence.minimum_stay_days",
            "-1 is less than 0; write 0 or more",
        ),
        ("inquiry_days = 3", "inquiry_days = 0", "limits.inquiry_days", "0 is less than 1; write 1 or more"),
        ("n = 3", "n = 0", "frequency.n", "0 is less than 1; write 1 or more"),
        (
            "{serial:07}",
            "",
            "certificate.number_pattern",
            "has no {serial}; add it, or two papers could bear one number",
        ),
        ("{year}", "", "certificate.number_pattern", "has no {year}; add it, or two papers could bear one number"),
    ],
)
def test_impossible_numbers_are_named(folder, old, new, key, said):
    spoil(folder, "national.toml", old, new)
    found = faults(folder)
    assert found["national.toml", key] == said


@pytest.mark.parametrize("pattern", ["{city}{year}{serial}", "{year", "{year}{serial:q}", "{}{year}{serial}"])
def test_a_number_pattern_that_cannot_be_filled_is_a_fault(folder, pattern):
    spoil(folder, "national.toml", "{province}公（{mark}）证（{year}）第{serial:07}号", pattern)
    assert "cannot be filled" in faults(folder)["national.toml", "certificate.number_pattern"]


@pytest.mark.parametrize("serial", ["{serial:,}", "{serial:07}/{serial}", "{serial:x}"])
def test_a_serial_is_shown_once_and_in_plain_digits(folder, serial):
    spoil(folder, "national.toml", "{serial:07}", serial)
    assert "{serial} once, in plain digits" in faults(folder)["national.toml", "certificate.number_pattern"]


@pytest.mark.parametrize(
    ("divisions", "said"),
    [
        ('["1A"]', "'1A' begins no division code; write one to six digits"),
        ('[""]', "'' begins no division code; write one to six digits"),
        ('["1101011"]', "'1101011' begins no division code; write one to six digits"),
        ("[]", "is empty; name the codes for which the profile holds"),
        ('["10"]', "'10' stands in beijing.toml too; leave it in one of them"),
    ],
)
def test_a_profile_holds_for_division_codes_of_its_own(folder, divisions, said):
    spoil(folder, "beijing.toml", '["11"]', divisions)
    found = faults(folder)
    assert said in found.get(("beijing.toml", "divisions"), "") + found.get(("demo.toml", "divisions"), "")


def test_two_profiles_of_one_key_are_a_fault(folder):
    spoil(folder, "demo.toml", 'key = "demo"', 'key = "beijing"')
    assert faults(folder) == {
        ("beijing.toml", "key"): "'beijing' stands in demo.toml too; leave it in one of them",
        ("demo.toml", "key"): "'beijing' is not the name of the file; name both alike"
        "'beijing' stands in beijing.toml too; leave it in one of them",
    }


def test_a_folder_without_national_rules_is_refused(folder):
    (folder / "national.toml").unlink()
    assert faults(folder) == {("national.toml", "file"): "is missing; add it: it says what regions leave out"}


def test_a_file_that_is_no_toml_or_no_utf8_is_named(folder):
    (folder / "demo_west.toml").unlink()  # it stands under the other
    spoil(folder, "demo.toml", 'key = "demo"', "key = demo")
    assert "write it as TOML" in faults(folder)["demo.toml", "syntax"]
    (folder / "demo.toml").write_bytes("演示".encode("gb18030"))
    assert faults(folder) == {("demo.toml", "byte 0"): "is not UTF-8; save the file as UTF-8"}


def test_all_faults_of_all_files_come_at_once(folder):
    spoil(folder, "beijing.toml", "n = 3", "n = 0")
    spoil(folder, "demo.toml", "validity_months = 6", "validity_months = 0")
    found = faults(folder)
    assert set(found) == {("beijing.toml", "frequency.n"), ("demo.toml", "certificate.validity_months")}


def test_a_profile_without_an_end_of_validity_prints_none(folder):
    spoil(folder, "demo.toml", "validity_months = 6", 'validity_months = "none"')
    loaded: dict[str, RegionProfile] = {profile.key: profile for profile in regions.load(folder)}
    assert loaded["demo"].validity_months is None


def test_a_fault_names_its_line(folder):
    spoil(folder, "beijing.toml", "n = 3", "n = 0")
    spoil(folder, "beijing.toml", "[online] ", '[online]\nscop = "nobody"\n#')
    spoil(folder, "guangdong.toml", 'kind = "other"', 'kind = "else"')
    with pytest.raises(BadReferenceData) as refused:
        regions.load(folder)
    said = {(fault.file, fault.key): fault.line for fault in refused.value.faults}
    for (name, key), line in said.items():
        written = (folder / name).read_text(encoding="utf-8").splitlines()[line - 1]
        assert written.startswith(key.split(".")[-1]), (name, key, written)
    assert {key for _, key in said} == {"frequency.n", "online.scop", "papers.reasons.3.kind"}
    assert "beijing.toml:" in str(refused.value)


def test_a_profile_takes_over_what_the_one_above_it_says():
    liaoning, shenyang, dalian = (regions.profile_of(key) for key in ("liaoning", "shenyang", "dalian"))
    assert shenyang.certificate == liaoning.certificate
    assert (shenyang.fees.postage, shenyang.fees.certificate_fen) == (True, 0)
    assert dalian.certificate.electronic
    assert not dalian.certificate.paper
    assert liaoning.certificate.paper


def test_one_file_says_what_citizens_and_what_foreigners_meet():
    beijing = regions.profile_of("beijing")
    assert beijing.online.scope is OnlineScope.PERMIT_HOLDERS
    assert beijing.of(AskerClass.CITIZEN) is beijing
    for asker in (AskerClass.FOREIGNER, AskerClass.HK_MACAU_TAIWAN, AskerClass.OVERSEAS_CHINESE):
        assert beijing.of(asker).online.scope is OnlineScope.NOBODY
        assert beijing.of(asker).frequency == beijing.frequency


@pytest.mark.parametrize(
    ("under", "said"),
    [
        ("nowhere", "'nowhere' is no profile above this one"),
        ("shenyang", "'shenyang' is no profile above this one"),
    ],
)
def test_a_profile_stands_under_one_that_is_there_and_not_under_itself(folder, under, said):
    spoil(folder, "shenyang.toml", 'under = "liaoning"', f'under = "{under}"')
    assert faults(folder)["shenyang.toml", "under"].startswith(said)


def test_what_reads_otherwise_for_foreigners_is_checked_as_the_rest(folder):
    spoiled = '[askers.foreigner.frequency]\nn = 0\n[askers.tourist.online]\n[askers.foreigner]\nkey = "x"\n'
    spoil(folder, "beijing.toml", "[askers.foreigner.online]", f'{spoiled}[askers.foreigner.online]\nscpe = "x"')
    assert set(faults(folder)) == {
        ("beijing.toml", "askers.foreigner.frequency.n"),
        ("beijing.toml", "askers.tourist"),
        ("beijing.toml", "askers.foreigner.key"),
        ("beijing.toml", "askers.foreigner.online.scpe"),
    }


def test_what_the_national_profile_says_the_rules_have_as_their_defaults():
    national = regions.profile_of("national")
    assert (national.online, national.papers, national.period) == (OnlineRule(), PapersRule(), CoverageRule())
    assert (national.fees.certificate_fen, national.fees.postage, national.fees.postage_fen) == (0, False, 0)


def test_no_region_that_exists_takes_a_fee_for_the_certificate():
    assert {profile.key for profile in regions.profiles() if profile.fees.certificate_fen} == {"demo_west"}
