"""The first of an office signs in by a password that the command line gives."""


def test_a_first_password_is_printed_alone(fresh_story):
    done = fresh_story.run("account", "Maya Contoh", "maya", check=True)

    assert len(done.stdout.strip()) == 14
    assert "7 days" in done.stderr
    code = "from mobilink.people.models import Account; print(Account.objects.get(username='maya').person)"
    assert fresh_story.python(code).strip() == "Maya Contoh"


def test_who_is_not_there_is_told(story):
    done = story.run("account", "Siapa Saja", "siapa")

    assert done.returncode == 2
    assert "Nobody is called “Siapa Saja” here" in done.stderr


def test_a_name_that_was_tried_too_often_is_unlocked(fresh_story):
    tried = (
        "from mobilink.people.sign_in import EACH_ACCOUNT, LimitedBackend\n"
        "for _ in range(EACH_ACCOUNT): LimitedBackend().authenticate(None, 'Kepala ', 'salah')"
    )
    fresh_story.python(tried)
    other = fresh_story.run("account", "unlock", "kepola", check=True)
    assert "No wrong password is remembered for “kepola”." in other.stderr

    done = fresh_story.run("account", "unlock", "kepala", check=True)

    assert "Wrong passwords forgotten: 10. “kepala” may try again now." in done.stderr
    fresh_story.python(tried)
