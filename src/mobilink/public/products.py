"""What returned workers make, for everyone: what may be shown today, and how to order it.

Whether that is so is told by rows and the day, so a product goes by itself when its permit lapses.
"""

import re
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mobilink.goods import photos
from mobilink.goods.actions import WHY
from mobilink.goods.models import Product
from mobilink.goods.queries import on_show
from mobilink.goods.queries import products as every_product
from mobilink.guidance.countries import name_of
from mobilink.people.queries import office_day
from mobilink.places.queries import region_names
from mobilink.public.sharing import shared_page

HOME = "62"  # Indonesia's, where numbers here begin with 0


@require_safe
@shared_page
def catalogue(request: HttpRequest) -> HttpResponse:
    """All that may be shown today, by the provinces that the makers come from."""
    shown = on_show(office_day())
    names = region_names({product.maker.origin_code for product in shown})
    by_province: dict[str, list[Product]] = {}
    for product in shown:
        by_province.setdefault(names.get(product.maker.origin_code, ""), []).append(product)
    # Whose province nobody recorded comes last.
    provinces = sorted(by_province.items(), key=lambda province: (not province[0], province[0]))
    return render(request, "public/products.html", {"provinces": provinces, "count": len(shown)})


@require_safe
@shared_page
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """One product: what it is, who made it, by which permits, how to order it."""
    product = every_product().filter(pk=product_id).first()
    if product is None:
        raise Http404
    bar = product.bar_on(office_day())
    if bar:
        return render(request, "public/product_gone.html", {"why": WHY[bar]}, status=410)
    maker = product.maker
    context = {
        "one": product,
        "maker": maker,
        "origin": region_names({maker.origin_code}).get(maker.origin_code, ""),
        "worked_in": name_of(maker.worked_in) if maker.worked_in else "",
        "has_photo": bool(photos.here([product])),
        "ways": ways_to_order(product),
    }
    return render(request, "public/product.html", context)


@require_safe
def photo(request: HttpRequest, hash_: str) -> HttpResponse:
    """The photo of a product that may be shown; its name is its content's, so it never changes."""
    day = office_day()
    if all(product.bar_on(day) for product in every_product().filter(photo=hash_)):
        raise Http404
    data = photos.read(hash_)
    if data is None:
        raise Http404
    # A phone whose program came from a van asks too.
    kept = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Access-Control-Allow-Origin": "*",
    }
    return HttpResponse(data, content_type="image/jpeg", headers=kept)


def ways_to_order(product: Product) -> list[tuple[str, str]]:
    """(what the way is called, its address): a message to the maker, written already."""
    number = international(product.maker.order_phone)
    if not number:
        return []
    text = quote(_("Hello, I would like to order: %(product)s.") % {"product": product.name})
    return [
        (_("Order by WhatsApp"), f"https://wa.me/{number}?text={text}"),
        (_("Order by SMS"), f"sms:+{number}?body={text}"),
    ]


def international(phone: str) -> str:
    """The digits of a number with its country's code first; empty for what is no number."""
    digits = re.sub(r"\D", "", phone)
    if digits.startswith("0"):
        digits = HOME + digits[1:]
    return digits if 8 <= len(digits) <= 15 else ""
