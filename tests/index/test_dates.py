from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import FULL_DATE, read_date
from index.document import AMBIGUOUS_DATE, IMPLAUSIBLE_DATE, UNREADABLE_DATE, Precision, Published

MINUTE = ("2024-03-05T17:40", "minute")
DAY = ("2024-03-05", "day")

READ = {
    "2024-03-05": DAY,
    "20240305": DAY,
    "2024/03/05": DAY,
    "2024/3/5": DAY,
    "2024.03.05": DAY,
    "2024-3-5": DAY,
    "5.3.2024": DAY,
    "05.03.2024": DAY,
    "05.03.24": DAY,
    "5 March 2024": DAY,
    "5 MARCH 2024": DAY,
    "5th March 2024": DAY,
    "5th of March, 2024": DAY,
    "05 Mar 2024": DAY,
    "05-Mar-2024": DAY,
    "5 Mar. 2024": DAY,
    "March 5, 2024": DAY,
    "March 5th, 2024": DAY,
    "Mar. 5, 2024": DAY,
    "Tuesday 5 March 2024": DAY,
    "Tuesday, March 5, 2024": DAY,
    "  5   March \n 2024 ": DAY,
    "5 March 2024.": DAY,
    "Sept. 5, 2024": ("2024-09-05", "day"),
    "5 Sept 2024": ("2024-09-05", "day"),
    "29 February 2024": ("2024-02-29", "day"),
    "13/04/2024": ("2024-04-13", "day"),
    "04/13/2024": ("2024-04-13", "day"),
    "13-04-2024": ("2024-04-13", "day"),
    "03/03/2024": ("2024-03-03", "day"),
    "31/12/99": ("1999-12-31", "day"),
    "1605-07-01": ("1605-07-01", "day"),
    "2024-03-05T17:40": MINUTE,
    "2024-03-05 17:40": MINUTE,
    "2024-03-05T17:40:33Z": MINUTE,
    "2024-03-05T17:40:33.123+01:00": MINUTE,
    "2024-03-05T17:40:33+0530": MINUTE,
    "2024-03-05 17:40 UTC": MINUTE,
    "2024-03-05 5:40 PM": MINUTE,
    "2024/03/05 17:40": MINUTE,
    "05.03.2024 17:40": MINUTE,
    "05.03.2024, 17:40": MINUTE,
    "5 March 2024 17:40": MINUTE,
    "5 March 2024, 17.40": MINUTE,
    "5 March 2024 | 17:40": MINUTE,
    "5 March 2024 – 17:40 GMT": MINUTE,
    "5 Mar, 2024 17:40": MINUTE,
    "17:40, 5 March 2024": MINUTE,
    "March 5, 2024, 5:40 p.m.": MINUTE,
    "March 5, 2024 at 5:40 PM": MINUTE,
    "March 5, 2024 5:40pm EST": MINUTE,
    "Tue, 05 Mar 2024 17:40:00 GMT": MINUTE,
    "Tue, 05 Mar 2024 17:40:00 +0000": MINUTE,
    "Tue Mar  5 17:40:00 2024": MINUTE,
    "25/03/2024 at 17:40": ("2024-03-25T17:40", "minute"),
    "March 5, 2024 12:30 a.m.": ("2024-03-05T00:30", "minute"),
    "March 5, 2024 12:30 p.m.": ("2024-03-05T12:30", "minute"),
    "2024-03": ("2024-03", "month"),
    "March 2024": ("2024-03", "month"),
    "Mar. 2024": ("2024-03", "month"),
    "March, 2024": ("2024-03", "month"),
    "2024": ("2024", "year"),
    "5 March": ("--03-05", "month-day"),
    "March 5": ("--03-05", "month-day"),
    "Tuesday, 5 March": ("--03-05", "month-day"),
    "29 February": ("--02-29", "month-day"),
    "--03-05": ("--03-05", "month-day"),
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_reads_what_is_stated_and_no_more(text: str, expected: tuple[str, str]) -> None:
    reading = read_date(text)
    assert (reading.date, reading.flag) == (expected, None)


@pytest.mark.parametrize("text", ["03/04/2024", "03-04-2024", "3/4/24", "3/4/2024 10:15"])
def test_of_an_ambiguous_date_only_the_year_is_taken(text: str) -> None:
    reading = read_date(text)
    assert (reading.date, reading.flag) == (("2024", "year"), AMBIGUOUS_DATE)


IMPLAUSIBLE = [
    "0001-01-01",
    "0001-01-01T00:00:00Z",
    "1/1/0001",
    "0000",
    "1500-01-01",
    "2050",
    "2050-01-01",
    "1 May 2050",
    "9999-12-31",
    "2024-02-30",
    "30 February 2024",
    "February 30, 2024",
    "29 February 2023",
    "31 June",
    "2024-13-01",
    "2024-00-10",
    "2024-05-00",
    "13/13/2024",
    "--02-30",
    "--00-10",
]


@pytest.mark.parametrize("text", IMPLAUSIBLE)
def test_a_day_that_no_one_could_mean_is_a_stated_problem(text: str) -> None:
    reading = read_date(text)
    assert (reading.date, reading.flag) == (None, IMPLAUSIBLE_DATE)


UNREADABLE = [
    "",
    "yesterday",
    "today",
    "now",
    "Wednesday",
    "March",
    "5",
    "17:40",
    "n/a",
    "1709658000",
    "2 hours ago",
    "Summer 2024",
    "in May we trust",
    "the ferry sails on",
    "12-14 March 2024",
    "12–14 March 2024",
    "March 12-14, 2024",
    "5-6 March",
    "March 5-6",
    "5 and 6 March 2024",
    "5 March 2024 to 6 March 2025",
    "5 May 2024 2025",
    "5 March 12024",
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_states_no_one_date_is_not_made_one(text: str) -> None:
    reading = read_date(text)
    assert (reading.date, reading.flag) == (None, UNREADABLE_DATE)


def test_tomorrow_may_be_stated_somewhere_and_the_day_after_may_not() -> None:
    today = date.today()
    assert read_date((today + timedelta(days=1)).isoformat()).date is not None
    assert read_date((today + timedelta(days=2)).isoformat()).flag == IMPLAUSIBLE_DATE


FORMS = ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d %b, %Y", "%A, %d %B %Y", "%b. %d, %Y"]
TIMES = ["%H:%M", "%I:%M %p"]


@given(day=st.dates(date(1800, 1, 1), date(2024, 12, 31)), form=st.sampled_from(FORMS))
def test_a_date_in_a_common_form_reads_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)).date == (day.isoformat(), "day")


@given(
    moment=st.datetimes(datetime(1990, 1, 1)).filter(lambda moment: moment.year < 2025),
    form=st.sampled_from(FORMS),
    time=st.sampled_from(TIMES),
    between=st.sampled_from([" ", ", ", " - "]),
)
def test_a_time_behind_a_date_reads_back(moment: datetime, form: str, time: str, between: str) -> None:
    reading = read_date(moment.strftime(f"{form}{between}{time}"))
    assert reading.date == (moment.strftime("%Y-%m-%dT%H:%M"), "minute")


PARTS = [
    "5",
    "31",
    "2024",
    "99",
    "March",
    "Feb",
    "may",
    "Tue",
    "/",
    "-",
    ".",
    ",",
    ":",
    "T",
    "Z",
    "pm",
    "at",
    " ",
    "٣",
    "²",
    "0",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PARTS), max_size=12).map("".join)))
def test_never_raises_and_what_it_reads_is_a_date(text: str) -> None:
    reading = read_date(text)
    assert reading.date or reading.flag
    if reading.date:
        published = Published(*reading.date, origin="row")
        days = published.interval()
        assert (days is None) == (published.precision == "month-day")
        assert days is None or days[0] <= days[1]


INTERVALS: list[tuple[str, Precision, tuple[date, date] | None]] = [
    ("2025-08-20T17:40", "minute", (date(2025, 8, 20), date(2025, 8, 20))),
    ("2025-08-20", "day", (date(2025, 8, 20), date(2025, 8, 20))),
    ("2024-02", "month", (date(2024, 2, 1), date(2024, 2, 29))),
    ("2025-12", "month", (date(2025, 12, 1), date(2025, 12, 31))),
    ("2025", "year", (date(2025, 1, 1), date(2025, 12, 31))),
    ("--07-04", "month-day", None),
]


@pytest.mark.parametrize(("value", "precision", "days"), INTERVALS)
def test_a_statement_is_the_interval_of_its_precision(
    value: str, precision: Precision, days: tuple[date, date] | None
) -> None:
    assert Published(value, precision, "row").interval() == days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It sailed on 3 March 2024 at 5:40 p.m. from here.", "3 March 2024 at 5:40 p.m."),
        ("On March 3rd, 2024 it sailed.", "March 3rd, 2024"),
        ("since 2024-03-03T08:15:00 or so", "2024-03-03T08:15:00"),
        ("from 03.03.2024 on", "03.03.2024"),
    ],
)
def test_a_full_date_is_found_in_running_text(text: str, found: str) -> None:
    match = FULL_DATE.search(text)
    assert match is not None
    assert match[0] == found
    assert read_date(match[0]).date is not None


@pytest.mark.parametrize("text", ["5 March 20240", "in 2024 and 2025", "32 March 2024", "room 12024-03-031", "May 5"])
def test_no_full_date_is_seen_where_none_is(text: str) -> None:
    assert FULL_DATE.search(text) is None
