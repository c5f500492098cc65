"""Whatever language the officer reads, what is stored, printed and sent is the same Vietnamese."""

import json
import re
from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in
from django.apps import apps
from django.db import models, transaction
from django.test import Client

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.procedures import api as procedures
from motcua.entrypoints.jobs import reactions
from motcua.entrypoints.web import language
from motcua.foundation.ledger import Happened
from motcua.foundation.models import LedgerEntry

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
CODE = "1.001193"
WORDS = (models.CharField, models.TextField, models.JSONField)
CHANCE = re.compile(r"[0-9a-f]{16,}|[A-Za-z0-9+/_-]{40,}={0,2}")
"""Salts and digests, which are new each time."""


def stored_words():
    """Return every text and JSON value of every table of the product, without digests and numbers of rows."""
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("motcua.") or model._meta.proxy:
            continue
        names = [one.name for one in model._meta.concrete_fields if isinstance(one, WORDS) and not one.primary_key]
        for row in model._default_manager.values_list(*names) if names else ():
            text = json.dumps(row, default=str, ensure_ascii=False, sort_keys=True)
            found.append(
                f"{model.__name__}: {re.sub(r'(?<![.0-9-])[0-9]{1,6}(?![.0-9-])', '#', CHANCE.sub('…', text))}"
            )
    return sorted(found)


def work_in(code, staff, settings):
    """Receive, refuse to receive, take over, ask for a supplement through the pages; return what is stored and printed."""
    set_clock(settings, AT)
    desk, handler = signed_in(staff.reception), signed_in(staff.handler)
    for client in (desk, handler):
        client.cookies[language.COOKIE] = code
    version = procedures.published(CODE, AT).version_id
    typed = {
        "key": "phieu-1", "so_dinh_danh": "096185004321", "loai": "citizen", "ho_ten": "Lâm Thị Mộng Tuyền",
        "dien_thoai": "0918 224 317", "dia_chi": "Khóm 5, xã Đất Mũi, tỉnh Cà Mau", "nguoi_cua": "", "q": "khai sinh",
        "thu_tuc": CODE, "truong_hop": "1", "ban": f"{version}:1", "co": ["1"], "cach_nop": "counter", "tra": "desk",
    }  # fmt: skip
    post(
        desk, "/lam-viec/tiep-nhan/chua-nhan", typed | {"key": "phieu-0", "phieu": "bo-sung", "ly_do": "Thiếu tờ khai."}
    )
    post(desk, "/lam-viec/tiep-nhan", typed | {"lam": "nhan"})
    dossier = dossiers.dossiers_of(staff.reception, AT)[0].code
    set_clock(settings, AT + timedelta(hours=1))
    post(handler, f"/lam-viec/ho-so/{dossier}/nhan-ban-giao", {"key": "k1"})
    post(handler, f"/lam-viec/ho-so/{dossier}/bo-sung", {"key": "k2", "reason": "Thiếu bản sao.", "items": "Bản sao\n"})
    for row in LedgerEntry.objects.filter(subject=f"dossier:{dossier}", act__in=reactions.REACTIONS).order_by("seq"):
        reactions.react(Happened(row.pk, row.subject, row.seq, row.act, row.at, row.body))
    papers = [desk.get(f"/lam-viec/giay/{one.paper_id}.pdf") for one in documents.papers_of(f"dossier:{dossier}")]
    assert {paper.status_code for paper in papers} == {200}
    page = desk.get(f"/lam-viec/ho-so/{dossier}").content.decode()
    return stored_words(), [paper.content for paper in papers], page


def post(client: Client, address, data):
    answer = client.post(address, data)
    assert answer.status_code == 302, re.sub(r"<[^>]*>", " ", answer.content.decode())[-2500:]


def test_work_done_in_english_stores_prints_and_sends_what_work_in_vietnamese_does(settings):
    staff = testing.a_staffed_province()
    testing.publish_once(CODE)
    found = {}
    for code in ("vi", "en"):
        with transaction.atomic():  # taken back, so that the other language meets the same province
            found[code] = work_in(code, staff, settings)
            transaction.set_rollback(True)
    (words, papers, page), (words_of_english, papers_of_english, page_in_english) = found["vi"], found["en"]
    assert "Sổ việc" in page
    assert "Ledger" in page_in_english
    tables = {one.partition(":")[0] for one in words}
    assert {"LedgerEntry", "KeptMessage", "IssuedPaper", "Supplement", "NonReception"} <= tables
    assert words_of_english == words
    assert len(papers) == 2
    assert papers_of_english == papers
