"""Photos that officers and drivers took."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mobilink.booth import checklists
from mobilink.console.desk import desk
from mobilink.fleet.queries import photo as fleet_photo
from mobilink.people.models import Person


@require_safe
@desk
def photo(request: HttpRequest, person: Person, hash_: str) -> HttpResponse:
    """One photo of a checklist, a meter or a receipt."""
    data = checklists.photo(hash_) or fleet_photo(hash_)
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/jpeg")
