"""Mail, the pulse of the worker, and sending again what a dead broker swallowed."""

from celery import shared_task

from common import clock, dispatch, mail, pulse


@shared_task(name="common.send_mail", soft_time_limit=100)
def send_mail(mail_id: int) -> None:
    mail.send(mail_id=mail_id, now=clock.now())


@shared_task(name="common.pulse")
def beat(queue: str) -> None:
    pulse.beat(queue=queue, now=clock.now())


@shared_task(name="common.resend")
def resend() -> None:
    """Publish again every row that waits for a worker. Each provider lists (task name, ids)."""
    now = clock.now()
    for mail_id in mail.waiting(now):
        dispatch.publish("common.send_mail", mail_id)
    for provider in dispatch.waiting_providers():
        for task, row_id in provider(now):
            dispatch.publish(task, row_id)
