from __future__ import annotations

import csv
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stoep.administration.access import for_admins
from stoep.administration.actions import begin_mailing, begin_making, bring_sheet, note_links, throw_away
from stoep.administration.forms import SheetForm
from stoep.administration.importers.text import LARGEST, Unreadable, text_of
from stoep.administration.models import PeopleSheet
from stoep.administration.queries import checked_sheet, findings_in_order, people_to_let_in
from stoep.administration.tasks import mail_links, make_people
from stoep.administration.texts import COLUMNS
from stoep.organisation.queries import sends_mail
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def bring(request: MemberRequest) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if form.is_valid():
        upload = form.cleaned_data["sheet"]
        try:
            text, encoding = text_of(upload.read(LARGEST + 1))
            sheet = bring_sheet(request.user, name=upload.name, text=text, encoding=encoding)
            return SeeOther(f"/admin/import/{sheet.pk}/")
        except Unreadable as error:
            form.add_error("sheet", str(error))
    sheets = PeopleSheet.objects.select_related("brought_by").defer("text", "people").order_by("-pk")[:20]
    context = {"form": form, "sheets": sheets}
    return render(request, "administration/import.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@for_admins
def show(request: MemberRequest, sheet_id: int) -> HttpResponse:
    sheet = get_object_or_404(PeopleSheet.objects.defer("text"), pk=sheet_id)
    is_made = sheet.state == PeopleSheet.State.MADE
    context = {
        "sheet": sheet,
        "lines": [(line, COLUMNS[column], text, bad) for line, column, text, bad in sheet.report["lines"]],
        "waiting": people_to_let_in(sheet) if is_made else [],
        "mails": sends_mail(),
        "is_mailing": sheet.mailed is not None and sheet.mailed < len(sheet.people),
    }
    template = "administration/_sheet.html" if request.htmx else "administration/sheet.html"
    return render(request, template, context)


@require_safe
@for_admins
def report(request: MemberRequest, sheet_id: int) -> HttpResponse:
    """The whole report; once the people are made, the file is gone and there is none."""
    sheet = get_object_or_404(PeopleSheet, pk=sheet_id, state=PeopleSheet.State.CHECKED)
    checked, _unused = checked_sheet(sheet.text)
    rows = ((f.line, COLUMNS[f.column], f.text) for f in findings_in_order(checked))
    return _download(_("report"), (_("line"), _("column"), _("what")), rows)


@require_POST
@for_admins
def make(request: MemberRequest, sheet_id: int) -> HttpResponse:
    sheet = get_object_or_404(PeopleSheet, pk=sheet_id)
    with transaction.atomic():
        if begin_making(request.user, sheet):
            make_people.enqueue(sheet.pk, 0)
    return SeeOther(f"/admin/import/{sheet.pk}/")


@require_POST
@for_admins
def remove(request: MemberRequest, sheet_id: int) -> HttpResponse:
    throw_away(request.user, get_object_or_404(PeopleSheet, pk=sheet_id))
    return SeeOther("/admin/import/")


@require_POST
@for_admins
def links(request: MemberRequest, sheet_id: int) -> HttpResponse:
    """A file with a link for everybody who has no password yet; only here, for what is stored of a link is its hash."""
    sheet = get_object_or_404(PeopleSheet, pk=sheet_id, state=PeopleSheet.State.MADE)
    made = note_links(request.user, sheet)
    rows = ((p.name, p.handle, p.email or "", f"{settings.SITE}/reset/{token}/") for p, token in made)
    return _download(_("links"), (_("name"), _("signs in as"), _("e-mail"), _("link")), rows)


@require_POST
@for_admins
def mail(request: MemberRequest, sheet_id: int) -> HttpResponse:
    sheet = get_object_or_404(PeopleSheet, pk=sheet_id)
    with transaction.atomic():
        if sends_mail() and begin_mailing(request.user, sheet):
            mail_links.enqueue(sheet.pk, 0)
    return SeeOther(f"/admin/import/{sheet.pk}/")


def _download(name: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Return a CSV that a spreadsheet opens as it is, and takes nothing in it for a formula."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(response, delimiter=";", quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([_inert(str(cell)) for cell in row])
    return response


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell
