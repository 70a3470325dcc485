"""Ports that are remembered while they can be had."""

import socket
from pathlib import Path

from market.local import ports


def test_a_port_is_remembered_while_it_is_free(tmp_path: Path) -> None:
    file = tmp_path / "port"
    first = ports.remembered(file)
    assert ports.remembered(file) == first

    with socket.create_server(("127.0.0.1", first)):
        assert not ports.is_free(first)
        second = ports.remembered(file)

    assert second != first
    assert file.read_text() == str(second)
    assert ports.is_free(second)
