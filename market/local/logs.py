"""The services' log files: bounded in size, with an eye on what goes wrong."""

import shutil
from pathlib import Path
from typing import IO

BIGGEST = 5 * 1024 * 1024


class Log:
    """One service's file in the log folder; the one before it is kept beside it."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / f"{name}.log"
        self.path.touch()
        self.read_to = self.path.stat().st_size

    def open(self) -> IO[bytes]:
        """For a process to write to: always at the end, wherever the end is by then."""
        return self.path.open("ab")

    def fresh_lines(self) -> list[str]:
        """The whole lines written since the last call."""
        with self.path.open("rb") as file:
            file.seek(self.read_to)
            fresh = file.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self.read_to += len(whole)
        return whole.decode("utf-8", "replace").splitlines()

    def last_lines(self, count: int = 15) -> list[str]:
        """The end of the file."""
        return self.path.read_text("utf-8", "replace").splitlines()[-count:]

    def trim(self) -> None:
        """This will set a file that has grown too big aside and go on with an empty one."""
        if self.path.stat().st_size > BIGGEST:
            shutil.copyfile(self.path, self.path.with_suffix(".log.1"))
            with self.path.open("r+b") as file:
                file.truncate()
            self.read_to = 0
