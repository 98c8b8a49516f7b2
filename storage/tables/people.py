"""Who chats, where they are reached, where they stand, what they may do."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import ID, Base, maybe_to, row_id, to


class Person(Base, kw_only=True):
    """Somebody who chats, whichever messengers they use."""

    __tablename__ = "persons"

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str | None] = mapped_column(String(20), default=None)
    phone_proven: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(5), default="vi")
    consent_version: Mapped[str | None] = mapped_column(String(20), default=None)
    consented_at: Mapped[datetime | None] = mapped_column(default=None)
    remind_hour: Mapped[int] = mapped_column(default=8)  # from this hour on reminders may come (Vietnamese time)
    muted: Mapped[list[Any]] = mapped_column(default_factory=list)  # kinds of reminders they do not want
    created_at: Mapped[datetime]


class Channel(Base, kw_only=True):
    """Kênh: one account on one messenger. It owns addresses, seen-marks, leases, buckets, pauses and file ids.

    account: the messenger's own id of the account; "" for rows of before there were channels, until a start binds them.
    facts: what was learnt about the account and is worth keeping (such as which version of an interface it takes).
    """

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("messenger", "account"),)

    id: Mapped[int] = row_id()
    messenger: Mapped[str] = mapped_column(String(20))
    account: Mapped[str] = mapped_column(String(100), default="")
    province: Mapped[str | None] = mapped_column(String(2), default=None)
    paused_until: Mapped[datetime | None] = mapped_column(default=None)  # the messenger asked us to wait
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    created_at: Mapped[datetime]


class Address(Base, kw_only=True):
    """Where a person is reached: a channel and a chat id there. `messenger` is the channel's, for showing."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel_id", "chat_id"),)

    id: Mapped[int] = row_id()
    person_id: Mapped[int] = to("persons.id", index=True)
    channel_id: Mapped[int] = to("channels.id")
    messenger: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10), default="open")  # open, blocked
    last_ref: Mapped[str | None] = mapped_column(String(40), default=None)  # newest message in the chat, if it is ours
    preferred: Mapped[bool] = mapped_column(default=False)  # the person chose to be written to here
    joined_from: Mapped[int | None] = mapped_column(ID, default=None)  # the person it was before it was joined
    wrong_codes: Mapped[int] = mapped_column(default=0)  # in the hour from `wrong_since`
    wrong_since: Mapped[datetime | None] = mapped_column(default=None)
    seen_at: Mapped[datetime]


class JoinCode(Base, kw_only=True):
    """A short code, shown in one messenger and typed in another, that makes both one person's. Only its hash is
    kept.
    """

    __tablename__ = "join_codes"

    id: Mapped[int] = row_id()
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = to("persons.id", index=True)
    address_id: Mapped[int] = to("addresses.id")  # where it was shown
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class Place(Base, kw_only=True):
    """Where a person stands: the address of their screen."""

    __tablename__ = "places"

    person_id: Mapped[int] = to("persons.id", primary_key=True)
    at: Mapped[str] = mapped_column(String(100), default="home")
    product_id: Mapped[int | None] = mapped_column(ID, default=None)  # the product they last worked on
    commune: Mapped[str | None] = mapped_column(String(5), default=None)  # of the link they came by
    acting_for: Mapped[int | None] = mapped_column(ID, default=None)  # the producer for whom an officer fills in


class Draft(Base, kw_only=True):
    """The answers given so far in one form."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("person_id", "form", "subject"),)

    id: Mapped[int] = row_id()
    person_id: Mapped[int] = to("persons.id")
    form: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    updated_at: Mapped[datetime]


class TurnRow(Base, kw_only=True):
    """The mark that an event of a messenger was handled, and what the person said in it."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("channel_id", "event_id"), Index("ix_turns_address", "address_id", "at"))

    id: Mapped[int] = row_id()
    channel_id: Mapped[int] = to("channels.id")
    event_id: Mapped[str] = mapped_column(String(100))
    address_id: Mapped[int | None] = mapped_column(ID, default=None)
    said: Mapped[str] = mapped_column(String(4000), default="")
    files: Mapped[list[Any]] = mapped_column(default_factory=list)  # ids of the files that came with it
    at: Mapped[datetime]


class RoleRow(Base, kw_only=True):
    """A role a person holds in an area, until it is withdrawn."""

    __tablename__ = "roles"

    id: Mapped[int] = row_id()
    person_id: Mapped[int] = to("persons.id", index=True)
    role: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(5), index=True)
    given_by: Mapped[int | None] = maybe_to("persons.id")
    given_at: Mapped[datetime]
    withdrawn_by: Mapped[int | None] = maybe_to("persons.id")
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class Invitation(Base, kw_only=True):
    """A one-time link that gives a role. Only the hash of its token is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = row_id()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    area: Mapped[str] = mapped_column(String(5))  # "" lets the first provincial officer choose the province
    producer_id: Mapped[int | None] = maybe_to("producers.id", index=True)  # role "member": whom its bearer speaks for
    person_id: Mapped[int | None] = maybe_to("persons.id")  # for role "device": whose chat its bearer's becomes
    created_by: Mapped[int | None] = maybe_to("persons.id")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_by: Mapped[int | None] = maybe_to("persons.id")
    used_at: Mapped[datetime | None] = mapped_column(default=None)
