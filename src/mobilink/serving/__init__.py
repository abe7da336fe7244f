"""Serving the web: one process of Granian, a buffer that lets in whole requests, and shared pages.

`server` starts `worker`, a process of Granian. Each request comes to `shared_pages` first: a page
that all readers share goes out from the `page_cache`, which asks `data_version` whether anything
has changed since; everything else passes to Django through the `request_buffer`.
"""
