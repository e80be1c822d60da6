"""What the views of stage 1 share."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, an empty form too; None when a page is only opened."""
    return request.POST if request.method == "POST" else None
