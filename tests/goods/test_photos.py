"""A product's photo shows the product, and tells nothing of who took it and where."""

import pytest

from mobilink.goods import photos
from mobilink.goods.errors import NotAPhoto


def part(marker, body):
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


SCAN = part(0xDA, b"\1\1\0\0\x3f\0") + b"picture\xff\xd9"
PHOTO = b"\xff\xd8" + part(0xE0, b"JFIF") + part(0xDB, b"table") + SCAN


def test_place_device_and_comments_are_taken_out_of_a_photo():
    taken = b"\xff\xd8" + part(0xE1, b"Exif GPS") + part(0xFE, b"of Yuni") + PHOTO[2:]

    assert photos.cleaned(taken) == PHOTO
    # Some cameras put a second picture behind the first, with all that again.
    assert photos.cleaned(taken + taken) == PHOTO


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG....",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe1\xff\xff",
        PHOTO[:12],
        b"\xff\xd8\xff\xe1\0\0x",
    ],
)
def test_what_is_no_photo_is_refused_in_words(data):
    with pytest.raises(NotAPhoto, match="JPEG"):
        photos.cleaned(data)


@pytest.mark.django_db
def test_a_photo_is_kept_by_its_hash_and_shown_only_where_a_product_names_it():
    fields = photos.keep(PHOTO)

    assert fields["photo_size"] == len(PHOTO)
    assert photos.read(str(fields["photo"])) is None
    with pytest.raises(NotAPhoto, match="lebih kecil"):
        photos.keep(PHOTO[:-2] + b"x" * 600_000 + PHOTO[-2:])
