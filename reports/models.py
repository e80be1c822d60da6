"""For Django alone: it looks for models here. Import them from their own folder."""

from reports.rendering.models import Paper  # noqa: F401  re-export is the purpose
