"""Mail, and sending again what a dead broker swallowed."""

from celery import shared_task

from common import clock, dispatch, mail, once


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
