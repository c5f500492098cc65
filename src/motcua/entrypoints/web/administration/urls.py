"""Addresses of the administrators' pages."""

from django.urls import path

from motcua.entrypoints.web.administration import (
    calendar,
    dead_letters,
    drafts,
    forms,
    home,
    moving,
    procedures,
    processes,
    rights,
    unit_acts,
    unit_changes,
    unit_counters,
    unit_leaving,
    unit_positions,
    units,
)

app_name = "administration"
urlpatterns = [
    path("", home.home, name="home"),
    path("lich", calendar.calendar, name="calendar"),
    path("lich/sua", calendar.edit, name="calendar_edit"),
    path("don-vi", units.units, name="units"),
    path("don-vi/<str:code>", units.unit, name="units_page"),
    path("don-vi/<str:code>/sua-vi-tri", unit_positions.position, name="units_position"),
    path("don-vi/<str:code>/quay", unit_counters.counters, name="units_counters"),
    path("don-vi/<str:code>/thoi-giu", unit_leaving.leaving, name="units_leaving"),
    path("don-vi/<str:code>/sap-xep/<str:change>", unit_changes.change, name="units_change"),
    path("don-vi/<str:code>/<str:act>", unit_acts.unit_act, name="units_act"),
    path("bieu-mau", forms.forms, name="forms"),
    path("bieu-mau/<str:pack>/<str:form>.pdf", forms.sample, name="forms_sample"),
    path("thu-tuc", procedures.procedures_list, name="procedures"),
    path("thu-tuc/<str:code>", procedures.procedure, name="procedures_page"),
    path("tin-nhan", dead_letters.dead_letters, name="dead_letters"),
    path("tin-nhan/<int:delivery>/gui-lai", dead_letters.resend, name="dead_letters_resend"),
    path("quyen", rights.officer_rights, name="rights"),
    path("quy-trinh", processes.processes, name="processes"),
    path("quy-trinh/chuyen", moving.move, name="processes_move"),
    path("quy-trinh/dot/<int:batch>", moving.batch, name="processes_batch"),
    path("quy-trinh/kiem-tra", processes.check, name="processes_check"),
    path("quy-trinh/nhap", drafts.begin, name="processes_draft_begin"),
    path("quy-trinh/nhap/<int:draft>", drafts.draft, name="processes_draft"),
    path("quy-trinh/nhap/<int:draft>/buoc", drafts.element, name="processes_draft_element"),
    path("quy-trinh/nhap/<int:draft>/so-do", drafts.diagram, name="processes_draft_diagram"),
    path("quy-trinh/<str:code>/<int:number>", processes.version, name="processes_version"),
    path("quy-trinh/<str:code>/<int:number>/so-do", processes.diagram, name="processes_diagram"),
]
