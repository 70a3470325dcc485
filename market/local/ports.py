"""Ports on the loopback for the embedded services, remembered from one start to the next."""

import random
import socket
from pathlib import Path

LOOPBACK = "127.0.0.1"
# below the ports that outgoing connections take: a client that knocks while its server is
# away could otherwise be given the server's own port
FIRST, LAST = 20_000, 29_999


def is_free(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that nobody listens on, chosen by chance so that two starts at once differ."""
    chance = random.SystemRandom()
    while not is_free(port := chance.randint(FIRST, LAST)):
        continue
    return port


def remembered(file: Path) -> int:
    """The port noted in the file, or a new one, noted there, where that is taken."""
    if file.exists() and is_free(noted := int(file.read_text(encoding="ascii"))):
        return noted
    port = free_port()
    file.write_text(str(port), encoding="ascii")
    return port
