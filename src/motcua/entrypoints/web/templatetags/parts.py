"""Parts of pages that look alike again and again, kept once they were drawn: `{% load parts %}`."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def meter(time_used: int, work_done: int, tone: str = "") -> SafeString:
    """Draw time used against work done, in whole percent: `{% meter 80 50 "late" %}`."""
    return _meter(get_language(), time_used, work_done, tone)


@lru_cache(maxsize=4096)
def _meter(_language: str | None, time_used: int, work_done: int, tone: str) -> SafeString:
    drawn = render_to_string("_meter.html", {"time_used": time_used, "work_done": work_done, "tone": tone})
    return mark_safe(drawn)  # noqa: S308 - drawn by a template, which escapes
