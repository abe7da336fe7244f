"""An installation's addresses on loopback, and its files from where they lie: `serve.py PORT`.

`mobilink serve` prepares the files of every page first, which takes longer than all that these tests
do with it. Knows no module of the program, so that an older one is served by it too.
"""

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    django.setup()
    answers = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", int(sys.argv[1]), answers, handler_class=Quiet) as server:
        server.serve_forever()
