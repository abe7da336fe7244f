"""Pictures of products: JPEG only, and nothing in them of who took them, where and with what."""

from django.utils.translation import gettext as _

from mobilink.basics.jpeg import bare
from mobilink.goods.errors import NotAPhoto
from mobilink.goods.models import Product
from mobilink.journal.sync import blobs


def keep(data: bytes) -> dict[str, str | int]:
    """The fields by which a product names a picture that is kept here now; refuses what is none."""
    clean = cleaned(data)
    if len(clean) > blobs.LARGEST:
        raise NotAPhoto(
            _("The photo has %(kb)s kB, more than %(most)s. Choose a smaller one.")
            % {"kb": len(clean) // 1024, "most": blobs.LARGEST // 1024}
        )
    return {"photo": blobs.keep(clean), "photo_size": len(clean)}


def read(hash_: str) -> bytes | None:
    """A picture that a product names, once it is here."""
    return blobs.read(hash_) if Product.objects.filter(photo=hash_).exists() else None


def here(products: list[Product]) -> set[str]:
    """Those of the products' pictures that are here."""
    return blobs.whole({product.photo for product in products if product.photo})


def cleaned(data: bytes) -> bytes:
    """A JPEG without what is told beside its picture: place, device, thumbnail, comments."""
    try:
        return bare(data)
    except ValueError as error:
        raise _not_one() from error


def _not_one() -> NotAPhoto:
    return NotAPhoto(_("This is not a photo that can be shown. Choose a JPEG file."))
