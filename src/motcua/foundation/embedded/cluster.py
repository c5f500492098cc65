"""The data folder of the embedded server: made once, refused where it is not ours to use."""

import shutil

from motcua.foundation.embedded.binaries import Binaries
from motcua.foundation.embedded.failures import DatabaseUnavailable
from motcua.foundation.embedded.place import Place

OWNER = "motcua"
APPLICATION = "motcua_app"
DATABASE = "motcua"


def make_cluster(place: Place, binaries: Binaries) -> None:
    """Make the data folder where it is missing.

    The order of letters and the case rules are PostgreSQL's own (C.UTF-8), the same on every machine.
    Raises DatabaseUnavailable where the folder belongs to another major version or holds something else.
    """
    if _is_empty(place):
        _initialise(place, binaries)
    _require_version(place, binaries)


def _is_empty(place: Place) -> bool:
    return not place.cluster.exists() or not any(place.cluster.iterdir())


def _initialise(place: Place, binaries: Binaries) -> None:
    unfinished = place.run / "pgdata.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    done = place.account.run(
        [
            binaries.tool("initdb"),
            *("--pgdata", unfinished, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C", "--no-instructions"),
        ]
    )
    if done.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise start_failure(place, done.stderr)
    if place.cluster.exists():
        place.cluster.rmdir()
    unfinished.rename(place.cluster)


def _require_version(place: Place, binaries: Binaries) -> None:
    try:
        found = (place.cluster / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise DatabaseUnavailable(
            f"Thư mục {place.cluster} không phải là dữ liệu PostgreSQL: "
            "hãy dời thư mục đó đi nơi khác, hoặc chọn thư mục khác bằng MOTCUA_DATA."
        ) from None
    if found != str(binaries.major):
        raise DatabaseUnavailable(
            f"Thư mục dữ liệu {place.cluster} thuộc PostgreSQL {found}, còn bản này dùng PostgreSQL {binaries.major}: "
            "hãy sao lưu bằng bản cũ rồi khôi phục vào thư mục mới (MOTCUA_DATA)."
        )


def start_failure(place: Place, words: str) -> DatabaseUnavailable:
    """Return the sentence for a server that did not start, from what it said itself."""
    if "No space left on device" in words or "Disk quota exceeded" in words:
        return DatabaseUnavailable(
            f"Ổ đĩa chứa {place.cluster} đã đầy nên cơ sở dữ liệu không chạy được: hãy giải phóng dung lượng rồi thử lại."
        )
    if "Read-only file system" in words:
        return DatabaseUnavailable(f"Ổ đĩa chứa {place.cluster} chỉ cho đọc nên cơ sở dữ liệu không chạy được.")
    last = next((line.strip() for line in reversed(words.splitlines()) if line.strip()), "không rõ lý do")
    return DatabaseUnavailable(f"Cơ sở dữ liệu không khởi động được ({last}): xem thêm ở {place.log}.")
