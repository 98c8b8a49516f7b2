"""Where a file comes from is written with its version, and rows of before are still read."""

import pytest

from storage import origins
from storage.origins import FromMessenger, Stored

SHA256 = "ab" * 32


@pytest.mark.parametrize(
    "origin", [Stored(SHA256), FromMessenger({"file_id": "BQAC", "size": 12}), FromMessenger({"sha256": "theirs"})]
)
def test_what_is_written_is_read(origin: origins.Origin) -> None:
    row = origin.to_json()
    assert row["v"] == 1
    assert origins.from_json(row) == origin


@pytest.mark.parametrize(
    ("row", "origin"),
    [
        ({"file_id": "BQAC", "size": 12}, FromMessenger({"file_id": "BQAC", "size": 12})),
        ({"url": "https://cdn.example.vn/a.jpg"}, FromMessenger({"url": "https://cdn.example.vn/a.jpg"})),
        ({"sha256": SHA256}, Stored(SHA256)),
        ({}, FromMessenger({})),
    ],
)
def test_rows_of_before_are_read(row: dict[str, object], origin: origins.Origin) -> None:
    assert origins.from_json(row) == origin


def test_a_version_of_tomorrow_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="nobody can read"):
        origins.from_json({"v": 2, "from": "store", "sha256": SHA256})
