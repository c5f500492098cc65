"""Records in the manner of the old one-stop software, in few words."""


def a_task(name, following, time="0", **more):
    return {"code": f"XX01::{name}", "name": name.title(), "time": time, "next": following, **more}


def a_record(*middle, total="4", first_days="1", **more):
    """Write a record in the manner of the old software: reception, what is given, the return."""
    first = {"order": "1", "unit": "BP_MOT_CUA", "name": "Nhận", "days_text": first_days, "role": "TIEP_NHAN",
             "tasks": [a_task("NHAN", "XX01::GIAO", "0.5"), a_task("GIAO", "XX01::XU_LY", "0.5")]}  # fmt: skip
    last = {"order": "3", "unit": "BP_MOT_CUA", "name": "Trả", "days_text": "0", "role": "TRA_KET_QUA",
            "tasks": [a_task("TRA", "NULL")]}  # fmt: skip
    return {
        "code": "XX01",
        "name": "Thử",
        "total_days_text": total,
        "fee_text": "",
        "steps": [first, *middle, last],
    } | more


def a_group(*tasks, days="3", **more):
    given = {"order": "2", "unit": "PHONG_TU_PHAP", "name": "Xử lý", "days_text": days, "role": "XU_LY"}
    return given | {"tasks": list(tasks)} | more
