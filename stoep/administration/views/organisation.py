from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from stoep.administration.access import for_admins
from stoep.administration.actions import change_settings
from stoep.administration.forms import ColourForm, LanguageForm, NameForm, RulesForm
from stoep.administration.forms.organisation import SWATCHES
from stoep.organisation.models import Organisation
from stoep.people.requests import MemberRequest
from stoep.ui.answers import SeeOther
from stoep.ui.colours import shades_of

FORMS: dict[str, type[Any]] = {"name": NameForm, "colour": ColourForm, "language": LanguageForm, "rules": RulesForm}


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def show(request: MemberRequest) -> HttpResponse:
    ours = Organisation.objects.select_related("logo").get()
    part = request.POST.get("part", "")
    forms = {name: form(initial=_initial(ours)) for name, form in FORMS.items()}
    if request.method == "POST" and part in FORMS:
        forms[part] = FORMS[part](request.POST, request.FILES)
        if forms[part].is_valid():
            change_settings(request.user, **forms[part].fields_to_change())
            return SeeOther(f"/admin/organisation/?saved={part}#{part}")
    context = {**{f"{name}_form": form for name, form in forms.items()}, "ours": ours, **_colours(forms["colour"])}
    return render(request, "administration/organisation.html", context, status=422 if request.method == "POST" else 200)


def _initial(ours: Organisation) -> dict[str, str]:
    is_offered = ours.accent in dict(SWATCHES)
    colour = {"preset": ours.accent if is_offered else ColourForm.OWN, "own": "" if is_offered else ours.accent}
    return {"name": ours.name, "language": ours.language, "house_rules": ours.house_rules, **colour}


def _colours(form: ColourForm) -> dict[str, object]:
    """Return what is offered, what is chosen, and how the chosen one reads in both modes; nothing of what is none."""
    chosen = form["preset"].value() or ""
    accent = (form["own"].value() if chosen == ColourForm.OWN else chosen) or ""
    is_colour = not form.is_bound or form.is_valid()
    shades = [shades_of(accent.lower(), mode) for mode in ("light", "dark")] if is_colour and accent else []
    return {"swatches": SWATCHES, "chosen": chosen, "shades": shades, "accent": accent}


@require_safe
@for_admins
def contrast(request: MemberRequest) -> HttpResponse:
    """How a colour would read, while it is being chosen."""
    return render(request, "administration/_contrast.html", _colours(ColourForm(request.GET)))
