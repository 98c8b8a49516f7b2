"""The file store: bytes are kept whole, once, under a name made from what they are."""

import asyncio
import hashlib
import os
from pathlib import Path

import pytest

from storage.files import FileStore

PAPER = b"%PDF-1.7 a paper"
SHA256 = hashlib.sha256(PAPER).hexdigest()


def kept_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_what_is_put_can_be_got(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path / "files"))
    assert not await store.exists(SHA256)
    assert await store.put(PAPER) == SHA256
    assert await store.exists(SHA256)
    assert await store.get(SHA256) == PAPER
    assert await FileStore(str(tmp_path / "files")).get(SHA256) == PAPER


async def test_a_folder_may_be_given_as_a_url(tmp_path: Path) -> None:
    await FileStore(f"file://{tmp_path / 'files'}").put(PAPER)
    assert await FileStore(str(tmp_path / "files")).get(SHA256) == PAPER


async def test_empty_and_large_bytes(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    for data in (b"", os.urandom(5_000_000)):
        assert await store.get(await store.put(data)) == data


async def test_the_same_bytes_twice_are_one_file_that_is_not_touched_again(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    await store.put(PAPER)
    [path] = kept_in(tmp_path)
    before = path.stat()
    assert await store.put(PAPER) == SHA256
    assert kept_in(tmp_path) == [path]
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


async def test_many_puts_at_once(tmp_path: Path) -> None:
    store, other = FileStore(str(tmp_path)), FileStore(str(tmp_path))  # as two processes would
    large = os.urandom(400_000)
    names = await asyncio.gather(*(place.put(data) for data in (large, PAPER) for place in (store, other) * 5))
    assert set(names) == {hashlib.sha256(large).hexdigest(), SHA256}
    assert len(kept_in(tmp_path)) == 2
    assert await store.get(names[0]) == large
    assert await store.get(SHA256) == PAPER


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "", "/etc/passwd", SHA256.upper(), SHA256[:-1], SHA256 + "\n", f"{SHA256}/..", "é" * 64],
)
async def test_only_a_hash_names_a_file(name: str, tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    with pytest.raises(ValueError, match="SHA-256"):
        await store.get(name)
    with pytest.raises(ValueError, match="SHA-256"):
        await store.exists(name)


async def test_what_was_never_put_is_not_found(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        await store.get(SHA256)


async def test_a_folder_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_bytes(b"")
    with pytest.raises(ValueError, match=r"FILES_URL: .*a-file.* cannot be written"):
        FileStore(str(tmp_path / "a-file" / "files"))
    with pytest.raises(ValueError, match="FILES_URL"):
        FileStore(str(tmp_path / "a-file"))


@pytest.mark.parametrize("url", ["s3://", "nonsense://bucket"])
async def test_an_address_of_no_store_is_told_at_once(url: str) -> None:
    with pytest.raises(ValueError, match=f"FILES_URL: {url}"):
        FileStore(url)


async def test_a_bucket_keeps_as_a_folder_does() -> None:
    store = FileStore("memory:///papers")  # obstore reaches every kind of bucket in the same way
    assert not await store.exists(SHA256)
    assert [await store.put(PAPER), await store.put(PAPER)] == [SHA256, SHA256]
    assert await store.exists(SHA256)
    assert await store.get(SHA256) == PAPER
    with pytest.raises(FileNotFoundError):
        await store.get("0" * 64)


async def test_a_store_that_opens_leaves_nothing_behind(tmp_path: Path) -> None:
    FileStore(str(tmp_path / "files"))
    assert list((tmp_path / "files").iterdir()) == []


async def test_the_file_and_every_new_folder_above_it_are_forced_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: set[int] = set()
    real = os.fsync

    def watched(handle: int) -> None:
        forced.add(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    await FileStore(str(tmp_path)).put(PAPER)
    [path] = kept_in(tmp_path)
    assert forced == {place.stat().st_ino for place in (path, path.parent, path.parent.parent, tmp_path)}


async def test_a_disk_that_fails_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FileStore(str(tmp_path))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            await store.put(PAPER)
    assert kept_in(tmp_path) == []
    assert not await store.exists(SHA256)
    await store.put(PAPER)
    assert await store.get(SHA256) == PAPER


async def test_a_place_that_is_taken_fails_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    store = FileStore(str(tmp_path))
    (tmp_path / SHA256[:2]).write_bytes(b"in the way")
    with pytest.raises(OSError):
        await store.put(PAPER)
    assert kept_in(tmp_path) == [tmp_path / SHA256[:2]]
