"""A log as static files, examined from the files alone; and what becomes of whoever changes them."""

import secrets
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publiclog import KEY, PublicLog, leaves
from qingbai.audit import merkle
from qingbai.audit.note import InvalidNote, SigningKey
from qingbai.audit.public import proof, tiles
from qingbai.audit.public.examine import Held, HeldUnusable, Unreadable, examine
from qingbai.audit.public.proof import LogProof
from qingbai.audit.public.sources import Folder, SourceUnreadable, hashes_of, named
from qingbai.audit.public.tiles import ENTRIES, NotATile, Tile

SIZE = 600  # two full tiles and one of 88


@pytest.fixture(scope="module")
def honest():
    return PublicLog(leaves(SIZE))


@pytest.fixture
def folder(honest, tmp_path):
    return honest.write(tmp_path / "log")


def found(folder, *held, trusted=(KEY.verifier,), **more):
    report = examine(Folder(folder), trusted=trusted, held=held, **more)
    return [fault.code for fault in report.faults]


def sentence(folder, *held):
    [fault] = examine(Folder(folder), trusted=[KEY.verifier], held=held).faults
    return fault.en


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(0, 0, 5), "tile/0/000.p/5"),
        (Tile(63, 999), "tile/63/999"),
        (Tile(ENTRIES, 1000, 255), "tile/entries/x001/000.p/255"),
    ],
)
def test_a_file_is_called_as_the_format_says(tile, path):
    assert tile.path == path
    assert Tile.parse(path) == tile


ODD = """tile/0/0 tile/00/000 tile/64/000 tile/0/001/000 tile/0/x000/001 tile/0/000.p/0 tile/0/000.p/256 tile/0/000.p/007
tile/0/../checkpoint tile/0/000/ /tile/0/000 tile/entries/x001 tile/0/０００ tile/-1/000"""


@pytest.mark.parametrize("path", [*ODD.split(), "tile/0/000\n", ""])
def test_no_other_spelling_names_a_file(path):
    with pytest.raises(NotATile):
        Tile.parse(path)


def test_a_log_of_seventy_thousand_has_the_files_that_the_format_counts():
    def of(level):
        return [(tile.n, tile.width) for tile in tiles.tiles(level, 70_000)]

    assert of(0)[-2:] == [(272, 256), (273, 112)]
    assert (of(1), of(2)) == ([(0, 256), (1, 17)], [(0, 1)])
    assert list(tiles.levels(70_000)) == [0, 1, 2]
    assert [(t.level, t.n, t.width) for t in tiles.all_tiles(256)] == [(ENTRIES, 0, 256), (0, 0, 256), (1, 0, 1)]
    assert list(tiles.all_tiles(0)) == []


@given(st.integers(0, 200_000), st.integers(0, 3000))
def test_what_is_added_to_the_files_of_a_log_makes_the_files_of_the_larger_one(size, more):
    before, after = set(tiles.all_tiles(size)), set(tiles.all_tiles(size + more))
    assert after - before == set(tiles.all_tiles(size + more, size))
    assert all(tile.needs <= size + more for tile in after)


def test_a_bundle_gives_back_its_entries_and_a_broken_one_is_refused():
    entries = [b"", b"x" * 300, bytes(32)]
    assert tiles.unbundle(tiles.bundle(entries)) == entries
    for broken in (b"\x00", tiles.bundle(entries)[:-1]):
        with pytest.raises(NotATile, match="middle of an entry"):
            tiles.unbundle(broken)
    with pytest.raises(NotATile, match="65535"):
        tiles.bundle([bytes(65_536)])
    with pytest.raises(NotATile, match="middle of a hash"):
        tiles.hashes(bytes(33))


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, SIZE])
def test_an_honest_log_is_whole_at_every_size_and_agrees_with_every_earlier_checkpoint(honest, tmp_path, size):
    folder = honest.write(tmp_path, size=size)
    held = [Held(honest.note(n), f"kept {n}") for n in (0, 1, 200, 256, 599) if n <= size]
    report = examine(Folder(folder), trusted=[KEY.verifier], held=held)
    assert (report.faults, report.size, report.agreed) == ((), size, len(held))


def test_an_upper_level_of_tiles_is_walked_too(tmp_path):
    log = PublicLog(leaves(256 * 256 + 300))
    folder = log.write(tmp_path)
    assert found(folder) == []
    path = folder / "tile/1/000"
    path.write_bytes(bytes(32) + path.read_bytes()[32:])
    assert found(folder) == ["tile_changed"]
    log.write(folder)
    path = folder / "tile/2/000.p/1"
    path.write_bytes(bytes(32))
    assert found(folder) == ["tile_changed"]


@given(st.data())
def test_any_proof_can_be_made_from_the_tiles(honest, data):
    size = data.draw(st.integers(1, SIZE))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))

    def read(tile):
        assert tile.needs <= size
        return tiles.hashes(honest.content(tile))

    assert proof.root(size, read) == honest._roots[size]
    plan = merkle.inclusion_plan(index, size)
    assert proof.inclusion(index, size, read) == merkle.prove(plan, honest.nodes)
    assert proof.consistency(old, size, read) == honest.consistency(old, size)


def test_a_proof_as_a_file_is_read_back_and_proves_its_leaf_and_no_other(honest, folder):
    hashes = proof.inclusion(77, SIZE, lambda tile: hashes_of(Folder(folder), tile))
    made = LogProof(77, hashes, honest.note())
    assert LogProof.parse(made.text()) == made
    assert LogProof.parse(made.text().replace("\nindex", "\nextra QQ==\nindex")) == made
    assert made.check(honest.entries[77]).size == SIZE
    with pytest.raises(merkle.InvalidProof):
        made.check(honest.entries[78])
    for broken in ("", made.text().replace("v1", "v2"), made.text().replace("index 77", "index 077")):
        with pytest.raises(InvalidNote):
            LogProof.parse(broken)


def test_where_the_narrow_file_has_made_way_the_full_one_serves_for_an_earlier_checkpoint(honest, folder):
    honest.write(folder, size=400)
    assert (folder / "tile/0/001.p/144").exists()
    for parts in (folder / "tile/0/001.p", folder / "tile/entries/001.p"):
        shutil.rmtree(parts)
    assert found(folder) == []


# What an attacker, or a disk, does to the files.


def changed(path, at):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_changed_entry_is_named_by_its_number(folder):
    changed(folder / "tile/entries/001", 34 * 5 + 7)
    assert (
        sentence(folder) == "entry 261 (in tile/entries/001) was changed: it does not have the hash that the tree holds"
    )
    assert found(folder) == ["entry_changed"]


def test_a_changed_entry_in_the_last_file_is_named_too(folder):
    changed(folder / "tile/entries/002.p/88", 34 * 87 + 7)
    assert sentence(folder).startswith("entry 599 (in tile/entries/002.p/88) was changed")


def test_a_changed_hash_is_told_from_a_changed_entry(folder):
    changed(folder / "tile/0/001", 32 * 9)
    assert sentence(folder) == "the file tile/0/001 was changed: hash 9 in it is not that of the leaves below"
    changed(folder / "tile/0/001", 32 * 9)
    changed(folder / "tile/0/002.p/88", 0)
    assert sentence(folder).startswith("the file tile/0/002.p/88 was changed: hash 0 ")


def test_an_entry_changed_together_with_its_hash_is_found_by_what_stands_above(folder):
    entries = tiles.unbundle((folder / "tile/entries/000").read_bytes())
    entries[3] = bytes(32)
    (folder / "tile/entries/000").write_bytes(tiles.bundle(entries))
    path = folder / "tile/0/000"
    path.write_bytes(path.read_bytes()[:96] + merkle.leaf_hash(bytes(32)) + path.read_bytes()[128:])
    assert found(folder) == ["tile_changed"]  # tile/1 speaks of other leaves
    (folder / "tile/1/000.p/2").write_bytes(b"".join(log_of(entries, folder)))
    assert found(folder) == ["root_differs"]


def log_of(first, folder):
    second = tiles.unbundle((folder / "tile/entries/001").read_bytes())
    for entries in (first, second):
        tree = merkle.Frontier()
        for entry in entries:
            tree.add(merkle.leaf_hash(entry))
        yield tree.root()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tile/entries/000", "tile_truncated"),
        ("tile/entries/002.p/88", "tile_truncated"),
        ("tile/0/001", "tile_truncated"),
        ("tile/0/002.p/88", "tile_truncated"),
        ("tile/1/000.p/2", "tile_truncated"),
    ],
)
def test_a_file_cut_short_lengthened_or_lost_is_named(folder, path, code):
    whole = (folder / path).read_bytes()
    (folder / path).write_bytes(whole[:-1])
    assert found(folder) == [code]
    assert path in sentence(folder)
    (folder / path).write_bytes(whole[:-32] if "entries" not in path else whole[:-34])
    assert found(folder) == [code]
    (folder / path).write_bytes(whole + (bytes(32) if "entries" not in path else tiles.bundle([bytes(32)])))
    assert found(folder) == ["tile_too_long"]
    (folder / path).unlink()
    assert found(folder) == ["tile_missing"]


def test_hashes_and_entries_lost_together_end_the_walk(folder):
    (folder / "tile/entries/001").unlink()
    (folder / "tile/0/001").unlink()
    assert found(folder) == ["tile_missing", "tile_missing"]


def test_an_entry_of_another_size_is_told(tmp_path):
    log = PublicLog([*leaves(3), b"a certificate of somebody", *leaves(2)])
    assert sentence(log.write(tmp_path)).startswith("entry 3 has 25 bytes")


def test_whatever_is_changed_in_any_file_is_found(honest, folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    for _ in range(150):
        path = secrets.choice(files)
        whole = path.read_bytes()
        at = secrets.randbelow(len(whole))
        path.write_bytes(
            secrets.choice([whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole + b"x"])
        )
        assert found(folder), path
        path.write_bytes(whole)
    assert found(folder) == []


def test_a_log_rolled_back_is_found_by_who_kept_the_newer_checkpoint(honest, tmp_path):
    shorter = honest.write(tmp_path, size=500)
    assert found(shorter) == []
    assert found(shorter, Held(honest.note(600), "kept.txt")) == ["rolled_back"]


def test_a_log_rewritten_is_found_by_who_kept_an_older_checkpoint(honest, tmp_path):
    other = PublicLog([*honest.entries[:400], bytes(32), *honest.entries[401:]])
    folder = other.write(tmp_path)
    assert found(folder) == []
    assert found(folder, Held(honest.note(400), "before it")) == []
    assert found(folder, Held(honest.note(401), "kept.txt")) == ["rewritten"]
    assert "kept.txt" in sentence(folder, Held(honest.note(401), "kept.txt"))


def test_a_forked_log_is_found_when_two_of_its_checkpoints_meet(honest, folder):
    other = PublicLog([*honest.entries[:-1], bytes(32)])
    assert found(folder, Held(other.note(), "shown to somebody else")) == ["forked"]
    both = [Held(honest.note(550), "one"), Held(PublicLog([bytes(32), *honest.entries]).note(550), "two")]
    assert "forked" in found(folder, *both)


def test_a_paper_s_own_checkpoint_tells_of_a_fork_and_may_be_ahead_of_what_is_public(honest, tmp_path):
    folder = honest.write(tmp_path, size=500)
    report = examine(
        Folder(folder), trusted=[KEY.verifier], held=[Held(honest.note(510), "paper.pdf", may_be_ahead=True)]
    )
    assert (report.faults, report.waiting) == ((), ("paper.pdf",))
    elsewhere = PublicLog([*honest.entries[:450], *leaves(20)])
    assert found(folder, Held(elsewhere.note(460), "paper.pdf", may_be_ahead=True)) == ["rewritten"]


def test_a_checkpoint_by_another_key_of_another_log_or_of_none_is_no_checkpoint(honest, folder):
    stranger = SigningKey.make(KEY.name)
    (folder / "checkpoint").write_text(PublicLog(honest.entries, stranger).note())
    assert found(folder) == ["checkpoint_forged"]
    (folder / "checkpoint").write_text(PublicLog(honest.entries, SigningKey.make("elsewhere/log")).note())
    assert found(folder) == ["other_log"]
    (folder / "checkpoint").write_text("x")
    assert found(folder) == ["checkpoint_unreadable"]
    (folder / "checkpoint").unlink()
    with pytest.raises(Unreadable, match="no checkpoint there"):
        found(folder)


def test_a_checkpoint_kept_that_the_log_did_not_sign_proves_nothing_against_it(honest, folder):
    forged = PublicLog(leaves(9), SigningKey.make(KEY.name)).note()
    with pytest.raises(HeldUnusable, match=r"kept\.txt"):
        found(folder, Held(forged, "kept.txt"))


def test_a_place_that_holds_no_log_is_told(tmp_path):
    with pytest.raises(SourceUnreadable, match="no folder"):
        named(str(tmp_path / "nowhere"))
    with pytest.raises(SourceUnreadable, match="no address"):
        named("ftp://log.example")
