"""What guards accounts: second factors with the codes to enrol and to recover, and how often somebody tried."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.organisation.models.people import Officer


class SecondFactor(models.Model):
    """One row = the app that makes an officer's codes (mã xác nhận); gone once it was reset.

    `secret` is encrypted with a key that is not in the database. `last_step` is the newest 30-second step whose code
    was taken: neither it nor an older one is taken again.
    personal_data: that an officer has such an app, and since when; kept until it is reset
    """

    officer = models.OneToOneField(Officer, on_delete=models.PROTECT, related_name="second_factor")
    secret = models.BinaryField()
    enrolled_at = models.DateTimeField()
    last_step = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.officer_id}"


class RecoveryCode(models.Model):
    """One row = one recovery code of a second factor (mã khôi phục), as a keyed digest; good once.

    personal_data: none
    """

    second_factor = models.ForeignKey(SecondFactor, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(name="recovery_code_once", fields=["second_factor", "digest"])]

    def __str__(self) -> str:
        return f"{self.second_factor_id}"


class EnrolmentCode(models.Model):
    """One row = the code by which an officer may enrol a second factor (mã đăng ký), as a keyed digest.

    Handed over by an administrator, apart from the password; gone once it was used, and replaced by the next.
    personal_data: that an officer may enrol such an app; kept until it is used or replaced
    """

    officer = models.OneToOneField(Officer, on_delete=models.PROTECT, related_name="enrolment_code")
    digest = models.CharField(max_length=64)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.officer_id}"


class Attempt(models.Model):
    """One row = how often one thing was tried in vain of late (đăng nhập sai), by a digest of what was tried.

    From `most` on nothing is tried until `until`; then the count begins anew.
    personal_data: none, keys are digests that only this installation can make; kept for a day
    """

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    until = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(name="attempts_have_a_limit", condition=Q(most__gte=1))]

    def __str__(self) -> str:
        return f"{self.tries}/{self.most}"
