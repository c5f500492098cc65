"""Load the scenario `article-2022` into an empty database: province, catalogue, and what the model brings out."""

from collections.abc import Callable

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.demo import article_catalogue
from motcua.entrypoints.demo.article import parts, raters, scene, staff, workers

NAME = "article-2022"
Progress = Callable[[str, int, int], None]
_PARTS = 1000
"""The bar: a tenth for the province and its catalogue, the rest for the acts of the model."""


def set_up(progress: Progress) -> None:
    """Set up province and catalogue, in the caller's transaction."""
    progress("Đơn vị, cán bộ, lịch làm việc", 0, _PARTS)
    staff.set_up(at=scene.SET_UP_AT)
    raters.set_up(staff.posts(), at=scene.SET_UP_AT)
    progress("Thủ tục, quy trình, quyết định", _PARTS // 100, _PARTS)
    article_catalogue.set_up(staff.PUBLISHER, at=scene.PUBLISHED_AT)
    article_catalogue.set_up_arrangements(at=scene.PUBLISHED_AT)


def play(*, scale: float, seed: int, progress: Progress) -> None:
    """Do what the model brings out, in two processes; the same for the same scale and seed on every machine, but for ids.

    `progress` is told what is being done, how many parts are done and how many there are.
    """
    progress("Mô phỏng nửa năm", _PARTS // 10, _PARTS)
    table = scene.setting().table
    workers.play(
        scale=scale,
        seed=seed,
        parts=parts.PARTS,
        sweep=lambda minute: dossiers.sweep(at=table.moment_at(minute)),
        told=lambda done: progress("Hồ sơ", _PARTS // 10 + int(_PARTS * 9 * done / 10), _PARTS),
    )
    progress("Xong", _PARTS, _PARTS)
