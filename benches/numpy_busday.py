#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Times numpy.busday_offset on dates that a bench has written.

numpy_busday.py FOLDER N: FOLDER has the files `from`, `holidays` and `to`, each of 32-bit numbers of
days since 1970. Compares numpy's answers with `to`, then prints the shortest processor time of five
runs in nanoseconds a date. Prints nothing if there is no numpy; ends with 1 if an answer differs.
"""

import sys
import time

try:
    import numpy
except ImportError:
    sys.exit(0)


def days(name):
    numbers = numpy.fromfile(f"{sys.argv[1]}/{name}", dtype=numpy.int32)
    return numbers.astype(numpy.int64).view("datetime64[D]")


calendar = numpy.busdaycalendar(weekmask="1111100", holidays=days("holidays"))
asked = days("from")
n = int(sys.argv[2])


def added():
    # numpy counts from a working day; from any other, the n-th after it is the n-th after the last
    # working day before it.
    return numpy.busday_offset(asked, n, roll="backward", busdaycal=calendar)


if not numpy.array_equal(added(), days("to")):
    sys.exit(1)

shortest = None
for _ in range(5):
    start = time.process_time()
    added()
    took = time.process_time() - start
    shortest = took if shortest is None else min(shortest, took)
print(shortest / len(asked) * 1e9)
