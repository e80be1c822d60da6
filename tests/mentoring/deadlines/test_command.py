"""`manage.py deadlines`: the terminal's way to the first three deadlines. Runs without a database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("deadlines", *arguments, stdout=out)
    return out.getvalue()


def test_json_gives_id_due_and_skipped():
    answer = json.loads(run("--hired", "2026-10-22", "--week", "6", "--json"))
    assert [(entry["id"], entry["due"]) for entry in answer] == [
        ("D1", "2026-10-29"),
        ("D2", "2026-11-09"),
        ("D3", "2026-11-14"),
    ]
    assert answer[0]["skipped"] == [
        {"date": "2026-10-25", "reason": "Day off and Republic Day"},
        {"date": "2026-10-26", "reason": "Republic Day, moved from Sunday"},
    ]
    assert answer[1]["skipped"] == [{"date": "2026-11-08", "reason": "Day off, so the last day moves on"}]
    assert answer[2]["skipped"] == []


def test_text_names_the_rule_the_start_and_each_skipped_day():
    text = run("--hired", "2026-08-25")
    assert text.splitlines() == [
        "D1  Tue 01.09.2026  Candidate considered, order issued",
        "    5 working days. Order No\u00a0160",
        "    from Tue 25.08.2026: Day of hire",
        "    skipped Sat 29.08.2026: Day off",
        "    skipped Sun 30.08.2026: Day off",
        "D2  Fri 11.09.2026  Level of training determined",
        "    10 calendar days. Order No\u00a0160; start: school setting",
        "    from Tue 01.09.2026: Due date of the step before: Candidate considered, order issued",
        "D3  Fri 18.09.2026  Level and needs diagnosed",
        "    5 working days. Order No\u00a0160",
        "    from Fri 11.09.2026: Due date of the step before: Level of training determined",
        "    skipped Sat 12.09.2026: Day off",
        "    skipped Sun 13.09.2026: Day off",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--hired"),
        (["--hired", "25.08.2026"], "write it as 2026-08-25"),
        (["--hired", "2026-08-25", "--week", "7"], "invalid choice"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments, message):
    with pytest.raises(CommandError, match=message):
        run(*arguments)
