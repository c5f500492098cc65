"""Where no gateway of short messages is set: they are written into a folder of this machine, never sent."""

import os
from dataclasses import dataclass
from pathlib import Path

from motcua.domain.notifications.api import Channel, Receipt, ShortText


@dataclass(frozen=True)
class FolderTexts:
    """Write each short message as one `.txt` file, readable by its owner only: whom it is for, then what it says."""

    folder: Path

    def __call__(self, text: ShortText, /) -> Receipt:
        """Write the message; a second attempt writes the same file anew."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self.folder / f"{text.stable_id}.txt"
        half = place.with_suffix(".part")
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123 - with a mode
            file.write(f"{text.to}\n{text.body}\n")
        half.replace(place)
        return Receipt(channel=Channel.CONSOLE, server=self.folder.name, message_id=text.stable_id, answer=place.name)
