"""The tables. One word for one thing: the names are those of docs and rules."""

from storage.tables.base import Base, Moment
from storage.tables.councils import Check, Evaluation, Rating, Referral, Scorecard
from storage.tables.dossiers import (
    Citation,
    CriterionAnswer,
    Document,
    Dossier,
    Finding,
    PaperRequest,
    SampleCount,
    Submission,
)
from storage.tables.files import Batch, File, UploadedFile, UploadedPart, UploadLink
from storage.tables.imports import Import, ImportRow
from storage.tables.messages import Announcement, Message, Reminder
from storage.tables.people import Address, Channel, Draft, Invitation, JoinCode, Person, Place, RoleRow, TurnRow
from storage.tables.plans import CommuneDate, PlanDone, PlanRow, Reading, Round, ScanDay
from storage.tables.products import Member, Producer, Product, Representative
from storage.tables.system import AuditRow, Job, Lease, Switch, Token

__all__ = [
    "Address",
    "Announcement",
    "AuditRow",
    "Base",
    "Batch",
    "Channel",
    "Check",
    "Citation",
    "CommuneDate",
    "CriterionAnswer",
    "Document",
    "Dossier",
    "Draft",
    "Evaluation",
    "File",
    "Finding",
    "Import",
    "ImportRow",
    "Invitation",
    "Job",
    "JoinCode",
    "Lease",
    "Member",
    "Message",
    "Moment",
    "PaperRequest",
    "Person",
    "Place",
    "PlanDone",
    "PlanRow",
    "Producer",
    "Product",
    "Rating",
    "Reading",
    "Referral",
    "Reminder",
    "Representative",
    "RoleRow",
    "Round",
    "SampleCount",
    "ScanDay",
    "Scorecard",
    "Submission",
    "Switch",
    "Token",
    "TurnRow",
    "UploadLink",
    "UploadedFile",
    "UploadedPart",
]
