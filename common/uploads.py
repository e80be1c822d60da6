"""What may be sent to us: how much, and files by somebody signed in alone."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from common.typed.owner import owner_of
from common.web import is_own_page

BODIES = {"POST", "PUT", "PATCH"}
FORM_WITH_FILES = "multipart/form-data"


class UploadMiddleware:
    """Refuses a body before it is read: 413 what is too large for anybody; 403, with the way to sign in, what is large or
    holds a file and comes from somebody who is not signed in. Forms without a file go on as they are: the sign-in
    asks. So does a form of ours that was shown to somebody: its texts are kept, its files are not (adr/0020).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = _length(request)
        if length > settings.MOST_SENT:
            return render(request, "413.html", status=413)
        if request.method in BODIES and not self._may_send(request, length):
            return sign_in_first(request)
        return self.get_response(request)

    @staticmethod
    def _may_send(request: HttpRequest, length: int) -> bool:
        is_multipart = request.content_type == FORM_WITH_FILES
        if length <= settings.MOST_SENT_UNKNOWN and not is_multipart:
            return True
        if request.user.is_authenticated:
            return True
        if length > settings.MOST_SENT_UNKNOWN:
            return False
        files = LeavesFiles(request)
        request.upload_handlers = [files]
        request.POST  # noqa: B018  reads the form, which is short
        request.left_files = files.found  # type: ignore[attr-defined]
        return not files.found or owner_of(request.POST) is not None


class LeavesFiles(FileUploadHandler):
    """Keeps nothing of a file, and knows that there was one."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.found = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.found = True
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Nothing of it is passed on."""

    def file_complete(self, file_size: int) -> UploadedFile | None:
        return None


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """What was sent could not be kept: how to save it, and the way to sign in and back."""
    path = request.get_full_path()
    url = resolve_url("account_login")
    if is_own_page(path):
        url = f"{url}?{urlencode({'next': path})}"
    return render(request, "403_sent.html", {"sign_in": url}, status=403)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
