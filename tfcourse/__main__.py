"""`python -m tfcourse`: the command line."""

import sys

from tfcourse.cli import main

sys.exit(main())
