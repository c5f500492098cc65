"""What goes wrong with the database, as one sentence for the person at the screen."""

import errno


class DatabaseUnavailable(Exception):  # noqa: N818 - its name says what is so
    """The database cannot be started or reached now; str() says why and what to do.

    No Refusal: no rule refused anything and whoever asked did nothing wrong. Pages answer 503, and a form that is sent
    again under its key is then done.
    """


def system_failure(error: OSError) -> DatabaseUnavailable:
    """Return the sentence for what the operating system refused while the server was prepared."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DatabaseUnavailable(
            f"Ổ đĩa chứa {error.filename} đã đầy nên cơ sở dữ liệu không chạy được: "
            "hãy giải phóng dung lượng rồi thử lại."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return DatabaseUnavailable(
            f"Không được ghi vào {error.filename} nên cơ sở dữ liệu không chạy được: "
            "hãy kiểm tra quyền, hoặc chọn thư mục khác bằng MOTCUA_DATA."
        )
    return DatabaseUnavailable(f"Cơ sở dữ liệu không chạy được: {error.strerror} ({error.filename}).")
