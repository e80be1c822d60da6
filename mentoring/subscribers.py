"""What happens here when something happened below (see `common.events`)."""

from common.events import Handler

SUBSCRIBERS: tuple[tuple[type, Handler], ...] = ()
