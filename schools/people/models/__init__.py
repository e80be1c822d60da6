"""People: who they are, where they work, in which post, and what is known of their teaching."""

from schools.people.models.email import EarlierEmail
from schools.people.models.employment import Employment
from schools.people.models.invitation import Invitation
from schools.people.models.post import Post
from schools.people.models.readmission import Readmission
from schools.people.models.signing_in import ResetRequest, TryCount
from schools.people.models.teaching import CategoryLevel, EthicsRecord, Preparation, Qualification, YearResult
from schools.people.models.user import User

__all__ = [
    "CategoryLevel",
    "EarlierEmail",
    "Employment",
    "EthicsRecord",
    "Invitation",
    "Post",
    "Preparation",
    "Qualification",
    "Readmission",
    "ResetRequest",
    "TryCount",
    "User",
    "YearResult",
]
