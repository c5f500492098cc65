"""Addresses of the pages of leaders and supervisors."""

from django.urls import path

from motcua.entrypoints.web.oversight import (
    arrangement,
    board,
    boards,
    comments,
    cuts,
    hand_overs,
    looks,
    online_services,
    report,
    report_published,
    satisfaction,
    scoring,
)

app_name = "oversight"
urlpatterns = [
    path("", board.board, name="board"),
    path("so-lieu", board.figures, name="board_figures"),
    path("ho-so", board.dossiers_behind, name="board_list"),
    path("ban-giao", hand_overs.hand_overs, name="board_hand_overs"),
    path("cho-kiem-tra", board.submissions_behind, name="board_submissions"),
    path("cat-giam-thoi-gian", cuts.cuts, name="cuts"),
    path("dich-vu-truc-tuyen", online_services.online_services, name="online"),
    path("sap-xep-co-quan", arrangement.arrangement, name="arrangement"),
    path("hai-long", satisfaction.satisfaction, name="satisfaction"),
    path("hai-long/cong-bo", satisfaction.publish, name="satisfaction_publish"),
    path("hai-long/gop-y", comments.comments, name="satisfaction_comments"),
    path("hai-long/nghi-ngo", satisfaction.doubtful, name="satisfaction_doubtful"),
    path("cham-diem", scoring.scoring, name="scoring"),
    path("cham-diem/don-vi/<str:unit>", scoring.unit, name="scoring_unit"),
    path("cham-diem/don-vi/<str:unit>/<str:login>", scoring.officer, name="scoring_officer"),
    path("cham-diem/ho-so/<str:code>", scoring.dossier, name="scoring_dossier"),
    path("bao-cao", report.report, name="report"),
    path("bao-cao/ho-so", report.behind, name="report_dossiers"),
    path("bao-cao/cong-bo", report_published.publish, name="report_publish"),
    path("bao-cao/da-cong-bo", report_published.published, name="report_published"),
    path("bao-cao/da-cong-bo/<int:number>", report_published.published_one, name="report_published_one"),
    path("bao-cao/da-cong-bo/<int:number>/rut", report_published.withdraw, name="report_withdraw"),
    path("bang-ma", boards.boards, name="boards"),
    path("luot-xem", looks.looks, name="looks"),
]
