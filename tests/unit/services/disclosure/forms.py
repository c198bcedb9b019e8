"""The forms of the national pack, and random cases."""
from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from services.disclosure.model.report import CaseFact, RemedyFact
from services.disclosure.model.report_form import ROUTES, Form
from shared.law.loading import load

LAW = load(["national"])
DAYS = st.dates(date(2019, 5, 15), date(2024, 12, 31))


@cache
def form(year: int) -> Form:
    """The form of the report on a year."""
    day = date(year, 12, 31)
    return Form.read(LAW.value("report.form", day), LAW.value("application.applicants", day))


OUTCOMES = [each["code"] for each in LAW.value("application.outcomes", date(2026, 1, 1))]


@st.composite
def remedies(draw: st.DrawFn, after: date) -> RemedyFact:
    """A review or lawsuit that began after a day, ended or not."""
    began = after + timedelta(days=draw(st.integers(0, 500)))
    if draw(st.booleans()):
        return RemedyFact(route=draw(st.sampled_from(list(ROUTES))), began_on=began)
    return RemedyFact(route=draw(st.sampled_from(list(ROUTES))), began_on=began,
                      ended_on=began + timedelta(days=draw(st.integers(0, 500))),
                      result=draw(st.sampled_from(["upheld", "corrected", "other"])))


@st.composite
def cases(draw: st.DrawFn) -> CaseFact:
    """An application of a random day, closed or not."""
    received, applicant = draw(DAYS), draw(st.sampled_from(form(2021).columns))
    if draw(st.booleans()):
        return CaseFact(applicant=applicant, received_on=received)
    closed = received + timedelta(days=draw(st.integers(0, 400)))
    return CaseFact(applicant=applicant, received_on=received, closed_on=closed, outcome=draw(st.sampled_from(OUTCOMES)),
                    remedies=tuple(draw(st.lists(remedies(closed), max_size=2))))
