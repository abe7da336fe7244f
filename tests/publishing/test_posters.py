"""What hangs on a wall and what is posted: true to the record, also when an outing is called off."""

import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from mobilink.basics.errors import Refused
from mobilink.outreach import actions
from mobilink.places.models import Venue
from mobilink.publishing import posters, social_posts
from mobilink.publishing.message_length import fitted

pytestmark = pytest.mark.django_db
ADDRESS = "https://mobilink.contoh.test"
NEXT_SUNDAY = date(2019, 8, 25)


def pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def test_a_poster_says_what_when_where_and_that_it_is_free(approved, told_by, made_at) -> None:
    outing = approved()
    paper = posters.poster(outing, ADDRESS, made_at=made_at)
    text = told_by(paper)
    for words in (outing.title, "Minggu, 18 Agustus 2019", "06.00–09.00 WIB"):
        assert words in text
    assert "Gratis, tanpa perlu nama" in text
    assert f"/outings/{outing.pk}/" in text.replace(" ", "")
    assert pages(paper) == 1
    assert paper == posters.poster(outing, ADDRESS, made_at=made_at)


def test_a_cancelled_outings_poster_says_so_why_and_when_to_come(
    approved, person, told_by, made_at
) -> None:
    outing = approved()
    actions.cancel(outing, by=person("kepala"), reason="jalan ditutup", next_day=NEXT_SUNDAY)
    text = told_by(posters.poster(outing, ADDRESS, made_at=made_at))
    assert "BATAL" in text
    assert "Mobilink datang" not in text
    assert "Alasan: Jalan ditutup." in text
    assert re.search("Minggu, 25 Agustus 2019,? menunggu kepastian", text)


def test_a_postponed_outings_poster_names_the_day_that_was_approved(
    approved, person, told_by, made_at
) -> None:
    outing = approved()
    follower = actions.postpone(outing, by=None, reason="hujan", next_day=NEXT_SUNDAY)
    actions.approve(follower, by=person("kepala"))
    text = told_by(posters.poster(outing, ADDRESS, made_at=made_at))
    assert "DITUNDA" in text
    assert "Minggu, 25 Agustus 2019 06.00–09.00 WIB" in text
    assert "menunggu kepastian" not in text


def test_a_poster_of_the_longest_words_keeps_to_one_sheet(approved, person, made_at) -> None:
    outing = approved(title="Kegiatan " * 13, place_text="Lapangan yang luas " * 10)
    assert pages(posters.poster(outing, ADDRESS, made_at=made_at)) == 1
    actions.cancel(outing, by=person("kepala"), reason="hujan lebat " * 24, next_day=NEXT_SUNDAY)
    assert pages(posters.poster(outing, ADDRESS, made_at=made_at)) == 1


def test_a_place_without_a_point_has_a_poster_without_a_map(approved, told_by, made_at) -> None:
    garden = Venue.objects.get(name="Kebun Raya Batam")
    with_map = posters.poster(approved(venue=garden), ADDRESS, made_at=made_at)
    assert "Batam" in told_by(with_map)
    assert posters.poster(approved(day=NEXT_SUNDAY), "", made_at=made_at)


@pytest.mark.parametrize("make", [posters.poster, social_posts.short, social_posts.long])
def test_nobody_is_invited_to_what_is_not_announced_or_over(make, plan, july) -> None:
    for outing in (actions.draft_outing(plan(title="Rahasia"), by=None), july):
        with pytest.raises(Refused, match=r"nothing to invite to|tidak ada yang perlu"):
            make(outing, ADDRESS)


def test_the_sign_leads_to_the_public_pages_and_needs_their_address(told_by, made_at) -> None:
    paper = posters.sign(ADDRESS, made_at=made_at)
    text = told_by(paper)
    assert "Pindai" in text
    assert "Cek P3MI" in text
    assert f"{ADDRESS}/" in text
    assert pages(paper) == 1
    with pytest.raises(Refused, match="MOBILINK_ADDRESS"):
        posters.sign("")


def test_one_message_tells_day_place_cost_and_creed(approved) -> None:
    outing = approved(place_text="")
    post = social_posts.short(outing, ADDRESS)
    assert len(post) <= 280
    assert "Minggu, 18 Agustus 2019, 06.00–09.00 WIB" in post
    assert "aman dan prosedural" in post
    assert post.endswith(f"{ADDRESS}/outings/{outing.pk}/")


def test_a_cancellation_is_the_first_word_of_both_messages(approved, person) -> None:
    outing = approved()
    actions.cancel(outing, by=person("kepala"), reason="hujan lebat", next_day=NEXT_SUNDAY)
    for post in (social_posts.short(outing, ADDRESS), social_posts.long(outing, ADDRESS)):
        assert post.startswith("BATAL: ")
        assert re.search("Minggu, 25 Agustus 2019,? menunggu kepastian", post)
        assert "hujan lebat" in post


def test_a_very_long_place_still_fits_one_message(approved) -> None:
    assert len(social_posts.short(approved(place_text="Lapangan " * 22), ADDRESS)) <= 280


@given(
    st.lists(st.text(min_size=1, max_size=400), min_size=1, max_size=5),
    st.text(alphabet="htps:/.abc", max_size=120),
)
def test_a_message_never_exceeds_its_limit_and_keeps_its_link(
    sentences: list[str], link: str
) -> None:
    message = fitted(sentences, link, 280)
    assert len(message) <= 280
    assert message.endswith(link)


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=30), min_size=1, max_size=4))
def test_what_fits_is_told_whole_and_in_order(sentences: list[str]) -> None:
    assert fitted(sentences, "", 280) == " ".join(sentences)
