"""The files of organs and offices: what is said about one that cannot be used."""

import shutil
from pathlib import Path

import pytest

from qingbai.agencies import directory
from qingbai.agencies.files import BadReferenceData

FOLDER = Path(directory.__file__).parent / "offices"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "offices")
    return tmp_path / "offices"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('kind = "police_station"', 'kind = "court"', "demo.toml: offices 100101-hy.kind: Input should be"),
        ('phone = "000-100101"', 'fone = "000-100101"', "demo.toml: offices 100101-hy.fone: is no key"),
        ('phone = "000-100101"', 'fone = "000-100101"', "demo.toml: offices 100101-hy.phone: Field required"),
        ('organ = "100102-psb"', 'organ = "nobody"', "demo.toml: offices 100102-sq.organ: there is no organ 'nobody'"),
        (
            'division = "100102"',
            'division = "109999"',
            "demo.toml: offices 100102-sq.division: '109999' is no known division",
        ),
        (
            'division = "100102"',
            'division = "109999"',
            "demo.toml: organs 100102-psb.division: '109999' is no known division",
        ),
        ('"sat 09:00-12:00"', '"fri 09:00-12:00"', "demo.toml: offices 100101-hy.hours: 'fri 09:00-12:00' names fri"),
        ('code = "100102-sq"', 'code = "100101-hy"', "demo.toml: offices 100101-hy: stands twice"),
        ('code = "100102-psb"', 'code = "100101-psb"', "demo.toml: organs 100101-psb: stands twice"),
        (
            'superior = "100100-psb"',
            'superior = "100102-psb"',
            "organs 100101-psb.superior: '100102-psb' does not stand above it",
        ),
        ("[[offices]]", "[[office]]", "demo.toml: office: is no section"),
    ],
)
def test_each_fault_names_file_entry_and_remedy(folder, old, new, fault):
    path = folder / "demo.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadReferenceData) as refused:
        directory.load(folder)
    assert any(fault in str(found) and found.remedy for found in refused.value.faults), str(refused.value)


def test_an_entry_without_a_code_is_named_by_its_place(folder):
    path = folder / "demo.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('code = "100101-hy"\n', ""), encoding="utf-8")
    with pytest.raises(BadReferenceData, match=r"demo.toml: offices 1.code: Field required"):
        directory.load(folder)


def test_a_file_may_be_left_out(folder):
    assert not any(
        office.code.startswith("10") for office in directory.load(folder, leave_out=frozenset({"demo.toml"})).offices
    )


def test_a_register_with_files_of_its_own_has_these_alone_and_a_demonstration_never(folder):
    (folder / "beijing.toml").unlink()
    assert directory.directory(demo=False, own=folder).files == ("demo.toml",)
    assert directory.directory(demo=True, own=folder).files == ("beijing.toml", "demo.toml")
    (folder / "demo.toml").unlink()
    directory.directory.cache_clear()
    assert directory.directory(demo=False, own=folder).files == ("beijing.toml",)
