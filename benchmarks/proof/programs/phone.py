"""A phone that joined the office: `{"brings": "…"}` answers how many ms one delivery of a record took."""

import json
import os
import sys
import time
import urllib.request
from pathlib import Path


def main() -> None:
    office, port = sys.argv[1:]
    os.environ |= {"MOBILINK_DATA": office, "DJANGO_SETTINGS_MODULE": "mobilink.config.settings"}
    sys.path.insert(0, str(Path(__file__).parents[3]))  # the phone of the tests
    import django

    django.setup()
    from mobilink.outreach.models import Outing
    from tests.journal.phones import Phone, opened, tallies

    phone, host = Phone(), f"127.0.0.1:{port}"
    outing = Outing.objects.filter(executing_unit__code="KEPRI-KPP").earliest("day")
    for _line in sys.stdin:
        said = phone.says(phone.signed_segment(*tallies(outing, 1)), to=host)
        began = time.perf_counter()
        asked = urllib.request.Request(f"http://{host}/api/v1/deliver", said)
        with urllib.request.urlopen(asked) as answer:
            receipt = opened(answer.read())
        took = (time.perf_counter() - began) * 1000
        if receipt.refused:
            raise SystemExit(receipt.refused[0])
        sys.stdout.write(json.dumps({"ms": took}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
