"""Where no mail server is set: letters are written into a folder of this machine, and a line says so once."""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from motcua.domain.notifications.api import Channel, Letter, Receipt
from motcua.integrations.messaging.writing import message_id_of, written

log = logging.getLogger("motcua.messages")


@dataclass(frozen=True)
class FolderSender:
    """Write each letter as one `.eml` file, readable by any mail program and by its owner only."""

    folder: Path
    sender: str = "mot-cua@localhost"

    def __call__(self, letter: Letter, /) -> Receipt:
        """Write the letter; a second attempt writes the same file anew."""
        if not self.folder.exists():
            log.info("Chưa đặt máy chủ thư: tin nhắn cho người nộp được ghi vào thư mục %s", self.folder)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self.folder / f"{letter.stable_id}.eml"
        half = place.with_suffix(".part")
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123 - with a mode
            file.write(written(letter, sender=self.sender).message().as_bytes())
        half.replace(place)
        return Receipt(
            channel=Channel.CONSOLE,
            server=self.folder.name,
            message_id=message_id_of(letter, self.sender),
            answer=place.name,
        )
