"""Makes warnings of this project errors while it is developed."""

import os
import warnings

if os.environ.get("TIDY_TABLES_STRICT") == "1":
    warnings.filterwarnings("error", module="tidy_tables")
