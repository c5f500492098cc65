"""Commands for the dictionary of the search: what the administrators' page does, for scripts, under the same rules and rights."""

from typing import Annotated, Any

import typer

from motcua.entrypoints.cli.answering import answer, refuse, say, start

app = typer.Typer(help="Từ điển tìm kiếm thủ tục.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json")]
Login = Annotated[str, typer.Option("--as", help="Tài khoản quản trị của tỉnh; trống là chủ máy.")]


@app.command()
def words(as_json: AsJson = False) -> None:
    """List the words that were added to the dictionary and hold, the newest first."""
    start()
    from motcua.domain.procedures import api as procedures

    found = procedures.search_words()
    if as_json:
        answer({"words": [_row("word", one, "kind", "said", "meant", "name", "added_by", "added_at") for one in found]})
        return
    for one in found:
        print(f"{one.id:6} {one.said} = {one.meant}{f' ({one.name})' if one.name else ''}, {one.added_by}")
    say(f"{len(found)} từ đã thêm.")


@app.command()
def add(
    said: Annotated[str, typer.Argument(help="Từ người dân nói.")],
    procedure: Annotated[str, typer.Option(help="Là tên gọi khác của thủ tục có mã này.")] = "",
    same: Annotated[str, typer.Option(help="Cùng nghĩa với từ đã biết này.")] = "",
    login: Login = "",
    as_json: AsJson = False,
) -> None:
    """Add another name of a procedure, or words that mean the same as known ones; people find by them at once."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    if bool(procedure) == bool(same):
        refuse("Ghi --procedure MÃ hoặc --same TỪ, một trong hai. Không có gì thay đổi.")
    at = clock.now()
    kind = procedures.WordKind.NAME if procedure else procedures.WordKind.SAME
    by = named_or_owner(login, at=at)
    number = procedures.add_search_word(kind=kind, said=said, meant=procedure or same, by=by, at=at)
    if as_json:
        answer({"word": number})
        return
    say(f"Đã thêm “{said.strip()}” (số {number}). Bỏ từ này: motcua search end {number}.")


@app.command()
def end(
    word: Annotated[int, typer.Argument(help="Số của từ, xem motcua search words.")],
    login: Login = "",
    as_json: AsJson = False,
) -> None:
    """Take a word back; the ledger still says who added and who ended it."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    procedures.remove_search_word(word, by=named_or_owner(login, at=at), at=at)
    if as_json:
        answer({"word": word})
        return
    say("Đã bỏ từ này; cần thì thêm lại được. Sổ vẫn ghi ai thêm, ai bỏ.")


@app.command()
def unanswered(as_json: AsJson = False) -> None:
    """List what people asked in vain, the most frequent first."""
    start()
    from motcua.domain.procedures import api as procedures

    found = procedures.unanswered_searches()
    if as_json:
        answer({"unanswered": [_row("wording", one, "words", "times", "first_on", "last_on") for one in found]})
        return
    for one in found:
        print(f"{one.id:6} {one.times:6} lần, lần cuối {one.last_on:%d/%m/%Y}: {one.words}")
    say(f"{len(found)} câu chưa trả lời được.")


@app.command()
def settle(
    wording: Annotated[int, typer.Argument(help="Số của câu, xem motcua search unanswered.")],
    login: Login = "",
) -> None:
    """Take a wording off the list of what was asked in vain."""
    start()
    from motcua.domain.procedures import api as procedures
    from motcua.entrypoints.cli.acting import named_or_owner
    from motcua.foundation import clock

    at = clock.now()
    procedures.settle_unanswered(wording, by=named_or_owner(login, at=at), at=at)
    say("Câu này không còn trong danh sách.")


def _row(number: str, one: Any, *names: str) -> dict[str, Any]:
    """Return what is known of one by its names, with its id under the name of the number by which commands take it."""
    return {number: one.id, **{name: getattr(one, name) for name in names}}
