"""Addresses of the officers' pages."""

from django.urls import path

from motcua.entrypoints.web.desk import (
    diagram,
    dossier,
    dossier_acts,
    home,
    inbox,
    online,
    procedures,
    publication,
    publication_acts,
    reception,
    reception_parts,
    returning,
    search,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("viec", inbox.inbox, name="inbox"),
    path("ho-so/<str:code>", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/so-do", diagram.diagram, name="dossier_diagram"),
    path("ho-so/<str:code>/so-do.bpmn", diagram.bpmn, name="dossier_bpmn"),
    path("ho-so/<str:code>/<str:act>", dossier_acts.dossier_act, name="dossier_act"),
    path("tep/<str:code>/<int:number>", dossier.component, name="component"),
    path("giay/<int:paper_id>.pdf", dossier.paper, name="paper"),
    path("tra-ket-qua", returning.returning, name="returning"),
    path("tiep-nhan", reception.reception, name="reception"),
    path("tiep-nhan/goi-y", reception_parts.reception_suggest, name="reception_suggest"),
    path("tiep-nhan/phieu", reception_parts.reception_slip, name="reception_slip"),
    path("tiep-nhan/nguoi", reception_parts.reception_person, name="reception_person"),
    path("tiep-nhan/chua-nhan", reception.reception_refused, name="reception_refused"),
    path("tiep-nhan/phieu-da-lap/<int:paper_id>", reception.reception_slip_issued, name="reception_slip_issued"),
    path("tiep-nhan/da-nhan/<str:code>", reception.reception_done, name="reception_done"),
    path("cho-kiem-tra", online.online_queue, name="online_queue"),
    path("cho-kiem-tra-tep/<int:number>/<path:outside_code>", online.online_queue_file, name="online_queue_file"),
    path("cho-kiem-tra/<path:outside_code>", online.online_queue_detail, name="online_queue_detail"),
    path("tra-cuu", search.search, name="search"),
    path("thu-tuc", procedures.queue, name="procedures"),
    path("thu-tuc/<str:code>", publication.publication, name="procedures_page"),
    path("thu-tuc/<str:code>/tra-loi", publication_acts.answer, name="procedures_answer"),
    path("thu-tuc/<str:code>/bo-tra-loi", publication_acts.withdraw, name="procedures_withdraw"),
    path("thu-tuc/<str:code>/xac-nhan", publication_acts.confirm, name="procedures_confirm"),
    path("thu-tuc/<str:code>/quy-trinh", publication_acts.bind, name="procedures_bind"),
    path("thu-tuc/<str:code>/cac-buoc", publication.steps, name="procedures_steps"),
    path("thu-tuc/<str:code>/hieu-luc", publication.effect, name="procedures_effect"),
    path("thu-tuc/<str:code>/ban-goc", publication.original, name="procedures_original"),
    path("thu-tuc/<str:code>/cong-bo", publication_acts.publish, name="procedures_publish"),
    path("thu-tuc/<str:code>/ngung", publication_acts.expire, name="procedures_expire"),
]
