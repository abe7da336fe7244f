"""A TCP relay on loopback that counts what passes, and can make the link slow.

    field ──► relay ──► office      up
    field ◄── relay ◄── office      down

A slow link has a round trip and a rate for each direction, shared by all connections as on one
telephone. Bytes wait their turn at the rate, then travel half a round trip; a new connection costs
one round trip first, as TCP's handshake does. Not modelled: loss, slow start, packet headers, TLS.
"""

import queue
import socket
import threading
import time
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

FAST_CHUNK: Final = 256 * 1024
SLOW_CHUNK: Final = 2 * 1024
# With slow chunks, 32 kB in flight: more than half a round trip at the slow link's rate holds.
CHUNKS_IN_FLIGHT: Final = 16


@dataclass(frozen=True, slots=True)
class Link:
    """A link's round trip in seconds and its rate in bits per second, each way."""

    round_trip: float
    bits_per_second: float


SLOW = Link(round_trip=0.6, bits_per_second=256_000)


class Request(NamedTuple):
    """What the field said at one go: its size, and when its last byte arrived (monotonic seconds)."""

    size: int
    arrived_at: float


@dataclass(frozen=True, slots=True)
class Traffic:
    """Bytes of both directions, and what the field said each time it began to speak.

    It begins after hearing or connecting. Over HTTP those are the requests; those sent side by side
    are counted one by one.
    """

    up_bytes: int
    down_bytes: int
    requests: tuple[Request, ...]

    @property
    def round_trips(self) -> int:
        return len(self.requests)

    def and_then(self, later: "Traffic") -> "Traffic":
        """This and what passed later."""
        up, down = self.up_bytes + later.up_bytes, self.down_bytes + later.down_bytes
        return Traffic(up, down, self.requests + later.requests)

    @property
    def wire_bytes(self) -> int:
        return self.up_bytes + self.down_bytes


class Relay:
    """Passes every connection to `port` on to the office, counting. Close it when done."""

    def __init__(self, office_port: int) -> None:
        self.link: Link | None = None
        """The link of connections opened from now on; None is loopback as it is."""
        self.office_port = office_port
        """Where connections from now on lead: an office that was started again has another."""
        self._lock = threading.Lock()
        self._up = _Direction()
        self._down = _Direction()
        self._requests: list[Request] = []
        self._sockets: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        # Closing alone would not wake the thread that waits in accept().
        _hang_up(self._listener)
        self._listener.close()
        with self._lock:
            for end in self._sockets:
                _hang_up(end)

    def traffic(self) -> Traffic:
        """What passed since the last call."""
        with self._lock:
            traffic = Traffic(self._up.passed, self._down.passed, tuple(self._requests))
            self._up.passed = self._down.passed = 0
            self._requests = []
        return traffic

    def up_bytes(self) -> int:
        """What passed towards the office since the last `traffic()`, which goes on counting."""
        with self._lock:
            return self._up.passed

    def _accept(self) -> None:
        while True:
            try:
                field, _ = self._listener.accept()
            except OSError:
                return
            try:
                office = socket.create_connection(("127.0.0.1", self.office_port))
            except OSError:
                field.close()
                continue
            self._connect(field, office)

    def _connect(self, field: socket.socket, office: socket.socket) -> None:
        call = _Call(self.link)
        for source, target, is_up in ((field, office, True), (office, field, False)):
            source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._sockets.add(source)
            arguments = (call, source, target, is_up)
            threading.Thread(target=self._pass_on, args=arguments, daemon=True).start()

    def _pass_on(
        self, call: "_Call", source: socket.socket, target: socket.socket, is_up: bool
    ) -> None:
        """Read one side until it ends, handing on to `_Delivery` what arrives."""
        delivery = _Delivery(target) if call.link else None
        direction = self._up if is_up else self._down
        while chunk := _receive(source, SLOW_CHUNK if call.link else FAST_CHUNK):
            with self._lock:
                direction.passed += len(chunk)
                due = direction.due(len(chunk), call)
                if is_up:
                    self._note_request(call, len(chunk), due)
                call.field_speaks = is_up
            if delivery:
                delivery.put(due, chunk)
            elif not _send(target, chunk):
                break
        if delivery:
            delivery.finish()
        _finish_writing(target)
        with self._lock:
            self._sockets.discard(source)

    def _note_request(self, call: "_Call", size: int, due: float) -> None:
        arrived_at = due or time.monotonic()
        if call.field_speaks and call.request < len(self._requests):
            size += self._requests[call.request].size
            self._requests[call.request] = Request(size, arrived_at)
        else:
            call.request = len(self._requests)
            self._requests.append(Request(size, arrived_at))


class _Call:
    """One connection: its link, when it is open (monotonic seconds), who spoke last."""

    def __init__(self, link: Link | None) -> None:
        self.link = link
        self.open_at = time.monotonic() + (link.round_trip if link else 0)
        self.field_speaks = False
        self.request = 0
        """The place of its last request among those of the relay."""


class _Direction:
    """One direction of the link: bytes passed, and when it has sent all that it was given."""

    def __init__(self) -> None:
        self.passed = 0
        self._free_at = 0.0

    def due(self, size: int, call: _Call) -> float:
        """When the last of so many bytes arrives (monotonic seconds)."""
        if call.link is None:
            return 0
        start = max(time.monotonic(), call.open_at, self._free_at)
        self._free_at = start + size * 8 / call.link.bits_per_second
        return self._free_at + call.link.round_trip / 2


class _Delivery:
    """Sends each chunk when it is due; a full queue makes the sender wait."""

    def __init__(self, target: socket.socket) -> None:
        self._target = target
        self._waiting: queue.Queue[tuple[float, bytes]] = queue.Queue(CHUNKS_IN_FLIGHT)
        self._thread = threading.Thread(target=self._deliver, daemon=True)
        self._thread.start()

    def put(self, due: float, chunk: bytes) -> None:
        self._waiting.put((due, chunk))

    def finish(self) -> None:
        self._waiting.put((0, b""))
        self._thread.join()

    def _deliver(self) -> None:
        is_heard = True
        while True:
            due, chunk = self._waiting.get()
            if not chunk:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            is_heard = is_heard and _send(self._target, chunk)


def _receive(source: socket.socket, size: int) -> bytes:
    try:
        return source.recv(size)
    except OSError:
        return b""


def _send(target: socket.socket, chunk: bytes) -> bool:
    try:
        target.sendall(chunk)
    except OSError:
        return False
    return True


def _finish_writing(target: socket.socket) -> None:
    try:
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


def _hang_up(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
