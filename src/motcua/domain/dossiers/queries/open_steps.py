"""How much open work stands with a unit or with one of its officers: counts alone, no dossier is shown."""

from motcua.domain.dossiers.models import Step
from motcua.domain.dossiers.rules.words import StepState


def count_open_steps(unit_code: str, login: str | None = None) -> int:
    """Return how many open or suspended steps stand with the unit, of one officer where named."""
    found = Step.objects.filter(unit_id=unit_code, state__in=[StepState.OPEN, StepState.SUSPENDED])
    return (found.filter(officer_id=login) if login else found).count()
