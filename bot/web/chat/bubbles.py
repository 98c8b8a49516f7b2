"""A line of the conversation as the browser's script takes it."""

from datetime import UTC
from typing import Any

from storage.transcript import Line


def bubble_of(line: Line) -> dict[str, Any]:
    """A line as the browser's script takes it."""
    files = [
        {
            "id": file.id,
            "name": file.name or f"{file.id}",
            "kind": "image" if file.kind == "image" else "file",
            "size": file.size,
            "url": f"/file/{file.id}",
            "thumb": f"/file/{file.id}/small" if file.kind == "image" else None,
        }
        for file in line.files
        if file.sha256 is not None or not line.ours
    ]
    if "qr" in line.body:
        address = f"/qr/{line.body['qr']['code']}.png"
        files.append(
            {
                "id": 0,
                "name": f"qr-{line.body['qr']['code']}.png",
                "kind": "image",
                "size": 0,
                "url": address,
                "thumb": address,
            }
        )
    return {
        "id": f"{'m' if line.ours else 't'}{line.id}",
        "seq": line.seq,
        "who": "bot" if line.ours else "me",
        "at": line.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "title": line.body.get("title") or None,
        "text": line.body["text"],
        "buttons": [
            {"label": label, "to": to} if to else {"label": label, "url": url}
            for label, to, url in line.body.get("buttons", ())
        ],
        "files": files,
        "cid": line.event_id.partition(":")[2] or None,
    }
