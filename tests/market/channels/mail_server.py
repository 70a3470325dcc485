"""A mail server that answers as it is told to and keeps what it took."""

import socketserver
import threading

GREETING, MAIL, RCPT, DATA, TEXT = "greeting", "mail", "rcpt", "data", "text"


class MailServer(socketserver.ThreadingTCPServer):
    """Listens on 127.0.0.1. `answers` replaces an answer; an empty one hangs up instead."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers: dict[str, str] = {}
        self.mails: list[bytes] = []

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class HangsUp(Exception):
    """The server closes the connection without a word."""


class Conversation(socketserver.StreamRequestHandler):
    """One client, command by command."""

    server: MailServer

    def handle(self) -> None:
        try:
            self.say(GREETING, "220 ready")
            while self.obey(self.rfile.readline().decode().strip().upper()):
                pass
        except (HangsUp, ConnectionError):
            return

    def obey(self, command: str) -> bool:
        if command.startswith("EHLO"):
            self.say("ehlo", "250 here")
        elif command.startswith("MAIL"):
            self.say(MAIL, "250 ok")
        elif command.startswith("RCPT"):
            self.say(RCPT, "250 ok")
        elif command.startswith("DATA"):
            self.say(DATA, "354 go on")
            if DATA not in self.server.answers:
                self.take()
        elif command.startswith("RSET"):
            self.say("rset", "250 ok")
        else:
            if command:
                self.say("quit", "221 bye")
            return False
        return True

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        answer = self.server.answers.get(TEXT, "250")
        if not answer or answer.startswith("250"):
            self.server.mails.append(b"".join(lines))
        self.say(TEXT, "250 taken")

    def say(self, moment: str, answer: str) -> None:
        told = self.server.answers.get(moment, answer)
        if not told:
            raise HangsUp
        self.wfile.write(f"{told}\r\n".encode())
