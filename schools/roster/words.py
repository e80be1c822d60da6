"""Words of the import: fields, what stops a file, what is wrong with a cell, what is asked."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.dates import numeric
from common.numbers import NBSP, decimal_number
from schools.people.words import EMAIL_HERE, OWN_EMAIL, OWN_NAME, PERSONAL
from schools.roster.columns import GOOD, PERCENT, PUPILS

Text = str | Promise

FIELDS: Mapping[str, Text] = {
    "number": gettext_lazy("Personnel number"),
    "full_name": gettext_lazy("Full name"),
    "surname": gettext_lazy("Surname"),
    "given_name": gettext_lazy("Given name"),
    "patronymic": gettext_lazy("Patronymic"),
    "subject": gettext_lazy("Subject"),
    "category": gettext_lazy("Category"),
    "granted_on": gettext_lazy("Category granted on"),
    "valid_until": gettext_lazy("Category valid until"),
    "teaching_since": gettext_lazy("Teaching since, year"),
    "hired_on": gettext_lazy("Date of hire"),
    "rate": gettext_lazy("Rate"),
    "first_time": gettext_lazy("First time in a school"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
}

KINDS: Mapping[str, Text] = {
    "ask": gettext_lazy("To be answered"),
    "wrong": gettext_lazy("Wrong"),
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "unchanged": gettext_lazy("Unchanged"),
    "left_out": gettext_lazy("Left out"),
}

CHANGED_MEANWHILE = gettext_lazy(
    "The people of your school were changed while you looked at this list. Nothing was taken over. Look at it once more."
)

OWN_RECORD = gettext_lazy(
    "This list changes your own category or results, and another leader can do that. Nothing was taken over. Ask the other "
    "leader to take this list over, or upload the file yourself: then those cells stay as they are."
)

NOT_TAKEN: Mapping[str, Text] = {
    "changed_meanwhile": CHANGED_MEANWHILE,
    "own_record": OWN_RECORD,
    "not_taken": gettext_lazy("The list could not be taken over, and nobody was changed. Try it once more; if it fails again, tell the operator."),
    "no_right": gettext_lazy("Who had this list taken over may not do so any more. Nobody was changed. A leader of the school can take it over."),
}  # fmt: skip
"""Why a list that was confirmed is there to be looked at again."""

QUESTIONS: Mapping[str, Text] = {
    "number_of_another": gettext_lazy("This personnel number belongs to somebody with another name. Who is meant?"),
    "namesake": gettext_lazy(
        "Somebody with this name is known here, with another number or date of hire. Who is meant?"
    ),
}

FILE: Mapping[str, Text] = {
    "too_big": gettext_lazy("This file is too big: it has %(size)s MB, and at most %(limit)s MB are read. Leave only the list of teachers in it."),
    "wrong_type": gettext_lazy("This is no table that can be read. Save the list as an Excel workbook (.xlsx) or as CSV."),
    "old_or_locked": gettext_lazy("This is an old Excel file (.xls), or it is locked with a password. Save it as .xlsx without a password."),
    "broken": gettext_lazy("This file is damaged. Open it in Excel, save it again as .xlsx and upload that."),
    "bomb": gettext_lazy("This file unpacks to far more than a list of teachers needs. It was not opened. Copy the list into a new workbook."),
    "no_header": gettext_lazy("No row of this file names the columns of a list of teachers: surname, given name, date of hire and so on. Write such a row above the list."),
    "no_rows": gettext_lazy("There are no rows with people in this file."),
    "too_many_rows": gettext_lazy("This file has %(rows)s rows, and at most %(limit)s are read. Leave only the list of teachers in it."),
    "too_many_columns": gettext_lazy("This file has more than %(limit)s columns. Leave only the list of teachers in it."),
    "too_many_sheets": gettext_lazy("This workbook has more than %(limit)s sheets. Leave only the list of teachers in it."),
    "long_text": gettext_lazy("A cell of this file holds a very long text. Leave only the list of teachers in it."),
    "merged_everywhere": gettext_lazy("Too many cells of this file are merged. Unmerge them and upload it again."),
    "too_heavy": gettext_lazy("Reading this file takes far more memory or time than a list of teachers needs. It was given up. Copy the list into a new workbook."),
    "gave_up": gettext_lazy("This file was tried three times, and each time the program that reads it broke down. Copy the list into a new workbook; if that fails too, tell the operator."),
    "failed": gettext_lazy("This file could not be read, and the fault is ours. Upload it once more; if it fails again, tell the operator."),
    "need_name": gettext_lazy("Say which column holds the surname and which the given name, or which holds the full name."),
    "need_hired_on": gettext_lazy("Say which column holds the date of hire."),
    "column_twice": gettext_lazy("The same column was chosen for two fields."),
}  # fmt: skip

CELLS: Mapping[str, Text] = {
    **PERSONAL,
    "missing": gettext_lazy("This is missing."),
    "no_date": gettext_lazy("This is no date. Write it like this: 25.08.2026."),
    "impossible_date": gettext_lazy("There is no such day. Write it like this: 25.08.2026."),
    "date_far": gettext_lazy("The year %(year)s cannot be right."),
    "in_future": gettext_lazy("This date has not come yet."),
    "ends_before_start": gettext_lazy("The category ends before it was granted."),
    "no_category_for_date": gettext_lazy("There is a date of a category, but no category."),
    "no_category": gettext_lazy("This category is not in the list of qualification categories."),
    "old_category": gettext_lazy("This is a category of the old order. Choose the present one, or leave it empty."),
    "date_not_whole": gettext_lazy("Only the year or the month is written here. Write the whole date, or leave it empty."),
    "date_order": gettext_lazy("It is not clear which number is the day and which the month. Answer the question about this column."),
    "first_time": gettext_lazy("Hired this academic year. Does this person work in a school for the first time?"),
    "rate_in_parts": gettext_lazy("Several rows of this person give a rate: %(rates)s. What is the rate of all together?"),
    "no_percent": gettext_lazy("This is no percentage from 0 to 100."),
    "percent_small": gettext_lazy("Is this a percentage, or a share of one? Write %(percent)s %%, or add the sign %% to the number."),
    "no_number": gettext_lazy("This is no number."),
    "rate_out": gettext_lazy("The rate must be over 0 and at most 3."),
    "no_count": gettext_lazy("This is no number of pupils."),
    "no_pupils": gettext_lazy("The number of pupils counted is missing for this year."),
    "no_good": gettext_lazy("The number of pupils with 4 or 5 is missing for this year."),
    "more_good_than_pupils": gettext_lazy("There are more pupils with 4 or 5 than pupils counted (%(pupils)s)."),
    "no_yes_no": gettext_lazy("Write yes or no."),
    "email_taken": EMAIL_HERE,
    "own_email": OWN_EMAIL,
    "own_name": OWN_NAME,
    "own_record": gettext_lazy("This is about you: another leader of the school records it. It stays as it is."),
    "merged": gettext_lazy("The cells %(area)s are merged. Unmerge them and fill each one."),
    "formula": gettext_lazy("This cell holds a formula. Put its value there instead."),
    "hired_after_left": gettext_lazy("This person left the school before this date of hire."),
    "remark": gettext_lazy("This remark is not stored. If it means a long leave, suspend the mentorship of this person, if there is one."),
    "hidden_row": gettext_lazy("This row is hidden in the file."),
    "hidden_left": gettext_lazy("This row is hidden in the file, and you left the hidden rows out."),
    "heading": gettext_lazy("This is a heading or a sum, and no person."),
    "joined": gettext_lazy("The same person as in row %(row)s: taken over there, with both subjects."),
    "not_answered": gettext_lazy("The question about this row was not answered."),
    "left_out": gettext_lazy("You left this row out."),
}  # fmt: skip

OF_FILE: Mapping[str, Text] = {
    "letters_guessed": gettext_lazy("This file does not say in which encoding it was written. It was recognised by its letters: look whether the names are right."),
    "letters_strange": gettext_lazy("Some letters of this file are neither Kazakh nor Russian. Look at the names; if they are wrong, save the list as .xlsx or as CSV UTF-8."),
    "date_order": gettext_lazy("The dates of this column can be read in two ways. Which number comes first?"),
    "national_ids": gettext_lazy("This column holds national ID numbers. It is left out, and nothing of it is kept with the list."),
    "hidden_rows": gettext_lazy("Rows that are hidden in the file: %(count)s. They are marked below."),
}  # fmt: skip
"""What is said of the whole file or of a column."""

SHEETS: Mapping[str, Text] = {
    "": gettext_lazy("is read"),
    "hidden": gettext_lazy("hidden in the file"),
    "no_header": gettext_lazy("no header of a list of teachers"),
    "no_rows": gettext_lazy("no people"),
    "not_chosen": gettext_lazy("not chosen"),
}
"""Why a sheet is read or not."""

DOUBLED = {
    "doubled_number": gettext_lazy("The same personnel number stands elsewhere, too:"),
    "doubled_email": gettext_lazy("The same e-mail stands elsewhere, too:"),
    "doubled_surname": gettext_lazy("The same person stands elsewhere, too:"),
}
"""Before the rows that `_doubled` names."""


def field_words(field: str) -> str:
    """“Surname”; “2023/24: pupils counted” for a year's count."""
    kind, _colon, year = field.partition(":")
    if not year:
        return str(FIELDS[field])
    title = f"{year}/{(int(year) + 1) % 100:02d}"
    if kind == PUPILS:
        return _("%(year)s: pupils counted") % {"year": title}
    if kind == GOOD:
        return _("%(year)s: of them with 4 or 5") % {"year": title}
    if kind == PERCENT:
        return _("%(year)s: quality in percent") % {"year": title}
    return _("%(year)s: pupils with 4 or 5") % {"year": title}


def file_words(code: str, params: Mapping[str, Any]) -> str:
    """Why a file was not taken, and what to do."""
    shown = dict(params)
    if code == "too_big":
        shown = {key: f"{value / 1024 / 1024:.1f}".rstrip("0").rstrip(".") for key, value in params.items()}
    return str(FILE[code]) % shown


def said_of_file(sheet: Mapping[str, Any]) -> list[str]:
    """Sentences about the file: its letters, columns left out, sheets that are not read."""
    said = []
    for question in sheet.get("questions", ()):
        if question["code"] in ("letters_guessed", "letters_strange"):
            said.append(str(OF_FILE[question["code"]]))
        elif question["code"] == "national_ids":
            title = (sheet["texts"][question["column"] : question["column"] + 1] or [""])[0]
            said.append(f"{title}: {OF_FILE['national_ids']}" if title else str(OF_FILE["national_ids"]))
    unread = [one for one in sheet.get("sheets", ()) if one["why"] and one["name"]]
    if unread:
        names = "; ".join(f"{one['name']} ({SHEETS[one['why']]})" for one in unread)
        said.append(_("Sheets that are not read: %(names)s.") % {"names": names})
    return said


def question_words(code: str, count: int) -> str:
    """What is said of the file or of one column."""
    return str(OF_FILE[code]) % {"count": count} if count else str(OF_FILE[code])


def not_taken_words(problem: Mapping[str, Any]) -> str:
    """Why a confirmed list was not taken over; "" when nothing stood in its way."""
    return str(NOT_TAKEN.get(problem.get("code", ""), ""))


def cell_words(code: str, params: Mapping[str, Any]) -> str:
    """What is wrong with a cell."""
    if code in DOUBLED:
        return f"{DOUBLED[code]} {_rows_words(params['rows'], params.get('more', 0))}"
    return str(CELLS[code]) % params


def _rows_words(rows: str, more: int) -> str:
    """row 3. – rows 3, 4. – rows 3, 4, 5, 6, 7 and 12 more."""
    if more:
        words = ngettext("rows %(rows)s and %(more)s more row.", "rows %(rows)s and %(more)s more rows.", more)
        return words % {"rows": rows, "more": more}
    return ngettext("row %(rows)s.", "rows %(rows)s.", rows.count(",") + 1) % {"rows": rows}


def kind_words(kind: str) -> str:
    return str(KINDS[kind])


def value_words(field: str, value: Any, names: Mapping[str, Mapping[str, str]]) -> str:
    """A value as it is shown before and after. names: “category” and “subject”, code → name."""
    if field == "granted_on" and not value:
        return _("date unknown")
    if value is None or value == "":
        return "–"
    if field == "category":
        return names["category"].get(value, value)
    if field == "subject":
        code, text = value
        return ", ".join(filter(None, (names["subject"].get(code, code), text))) or "–"
    if field.startswith("results:"):
        pupils, good, percent = (*value, None)[:3]
        if pupils is None:
            return _("%(percent)s %%, without counts") % {"percent": decimal_number(Decimal(percent))}
        return (_("%(part)s of %(whole)s") % {"part": good, "whole": pupils}).replace(" ", NBSP)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return numeric(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
