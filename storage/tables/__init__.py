"""The tables. One word for one thing: the names are those of docs and rules."""

from storage.tables.base import Base, Moment
from storage.tables.councils import Evaluation, Rating, Scorecard
from storage.tables.dossiers import Document, Submission
from storage.tables.files import Batch, File, UploadedFile, UploadedPart, UploadLink
from storage.tables.messages import Announcement, Message, Reminder
from storage.tables.people import Address, Channel, Draft, Invitation, JoinCode, Person, Place, RoleRow, TurnRow
from storage.tables.plans import CommuneDate, PlanDone, PlanRow, ScanDay
from storage.tables.products import Member, Producer, Product
from storage.tables.system import AuditRow, Job, Lease, Switch, Token

__all__ = [
    "Address",
    "Announcement",
    "AuditRow",
    "Base",
    "Batch",
    "Channel",
    "CommuneDate",
    "Document",
    "Draft",
    "Evaluation",
    "File",
    "Invitation",
    "Job",
    "JoinCode",
    "Lease",
    "Member",
    "Message",
    "Moment",
    "Person",
    "Place",
    "PlanDone",
    "PlanRow",
    "Producer",
    "Product",
    "Rating",
    "Reminder",
    "RoleRow",
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
