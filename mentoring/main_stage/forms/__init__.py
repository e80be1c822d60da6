"""Forms of the main stage."""

from mentoring.main_stage.forms.feedback import AnswerForm, FeedbackForm
from mentoring.main_stage.forms.interim import CommentForm, InterimForm
from mentoring.main_stage.forms.log import EditForm, LogForm, ObjectionForm, OutcomeForm

__all__ = [
    "AnswerForm",
    "CommentForm",
    "EditForm",
    "FeedbackForm",
    "InterimForm",
    "LogForm",
    "ObjectionForm",
    "OutcomeForm",
]
