"""Mail, sending again what a dead broker swallowed, and the nightly backup."""

import logging

from celery import shared_task

from common import clock, dispatch, installation, mail, once
from common.backup import services
from common.backup.place import Place
from common.errors import DomainError

log = logging.getLogger(__name__)
BACKUP_SECONDS = 4 * 3600


@shared_task(name="common.send_mail")
def send_mail(mail_id: int) -> None:
    mail.send(mail_id=mail_id, now=clock.now())


@shared_task(name="common.resend")
def resend() -> None:
    """Publish again every row that waits for a worker. Each provider lists (task name, ids)."""
    now = clock.now()
    once.forget(now)
    for mail_id in mail.waiting(now):
        dispatch.publish("common.send_mail", mail_id)
    for provider in dispatch.waiting_providers():
        for task, row_id in provider(now):
            dispatch.publish(task, row_id)


@shared_task(name="common.backup", acks_late=False, time_limit=BACKUP_SECONDS, soft_time_limit=BACKUP_SECONDS - 300)
def backup() -> None:
    """Every night, except in a demonstration. Acknowledged at once: one that was killed is made the next night."""
    if installation.is_demo():
        return
    try:
        services.back_up(place=Place.here(), now=clock.now())
    except DomainError as error:
        log.error("%s", error)
