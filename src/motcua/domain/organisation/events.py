"""Acts of the organisation as the ledger names them."""

from enum import StrEnum


class Act(StrEnum):
    """What happened to a unit, an officer or a calendar."""

    UNIT_ESTABLISHED = "unit_established"
    UNIT_VERSION_REPLACED = "unit_version_replaced"
    UNIT_DISSOLVED = "unit_dissolved"
    ARRANGEMENT_COMPLETED = "arrangement_completed"
    ARRANGEMENT_TAKEN_BACK = "arrangement_taken_back"
    CONTACT_STATED = "contact_stated"
    POSITION_CREATED = "position_created"
    ROLES_SET = "roles_set"
    SIGNATURE_SET = "signature_set"
    OFFICER_REGISTERED = "officer_registered"
    OFFICER_DEACTIVATED = "officer_deactivated"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an act
    ENROLMENT_CODE_ISSUED = "enrolment_code_issued"
    SECOND_FACTOR_ENROLLED = "second_factor_enrolled"
    SECOND_FACTOR_RESET = "second_factor_reset"
    RECOVERY_CODE_USED = "recovery_code_used"
    OFFICER_POSTED = "officer_posted"
    POSTING_ENDED = "posting_ended"
    LEAVE_ENTERED = "leave_entered"
    LEAVE_ENDED = "leave_ended"
    COUNTER_OPENED = "counter_opened"
    COUNTER_RENAMED = "counter_renamed"
    COUNTER_CLOSED = "counter_closed"
    CALENDAR_PUBLISHED = "calendar_published"
