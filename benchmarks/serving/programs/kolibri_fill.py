"""A channel with twenty documents; `kolibri manage shell` reads this."""

import uuid

from kolibri.core.content.models import ChannelMetadata, ContentNode
from kolibri.core.device.models import ContentCacheKey

channel = uuid.uuid4().hex
same = {"channel_id": channel, "available": True, "description": "Contoh " * 12}
root = ContentNode.objects.create(
    id=uuid.uuid4().hex, content_id=uuid.uuid4().hex, title="Contoh", kind="topic", **same
)
ChannelMetadata.objects.create(id=channel, name="Contoh", root=root, min_schema_version="1")
[
    ContentNode.objects.create(
        id=uuid.uuid4().hex,
        content_id=uuid.uuid4().hex,
        parent=root,
        title=f"Contoh {n}",
        kind="document",
        sort_order=n,
        **same,
    )
    for n in range(20)
]
ContentCacheKey.update_cache_key()
