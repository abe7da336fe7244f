"""Who goes along, as anybody reads it: only whoever agreed, and the rule of turns."""

import pytest

from mobilink.partners import actions

pytestmark = pytest.mark.django_db


def test_only_partners_that_agreed_are_named_and_the_rule_stands_there(client):
    actions.register(by=None, name="Yayasan Contoh", kind="ngo", is_public=True)
    actions.register(by=None, name="PT Diam Contoh", kind="recruiter")
    gone = actions.register(by=None, name="SMK Lama Contoh", kind="school", is_public=True)
    actions.revise(gone, by=None, is_active=False)

    page = client.get("/partners/").content.decode()

    assert "Yayasan Contoh" in page
    assert "PT Diam Contoh" not in page
    assert "SMK Lama Contoh" not in page
    assert "yang paling jarang ikut didahulukan" in page
