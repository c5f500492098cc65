"""Write open data: an edition is a folder with every data set as CSV and Parquet, the manifest and the digests.

The same day gives the same bytes: rows come in an order of their own, and nothing says when or where they were written. Both formats are
written row by row side by side, so that nothing is held in memory but a row group.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import batched
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from motcua.domain.flows import api as flows
from motcua.domain.organisation import api as organisation
from motcua.domain.reports.queries.open_rows import rows_of_set
from motcua.domain.reports.rules.data_sets import FORMATS, MANIFEST, SUMS, DataSet, Type, Written, data_sets, package
from motcua.domain.reports.rules.editions import require_writable
from motcua.foundation.rule_packs import rule_pack_on
from motcua.kernel.csv_text import csv_lines
from motcua.kernel.rule_pack import OpenDataRule
from motcua.kernel.working_time import ZONE, local
