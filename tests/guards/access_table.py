"""Who may open what: the one table, a row for each address. A new address without a row fails `test_access.py`.

`at` names the place of the world (`tests/factories/world/`) that the address is about: a real row of the school, in
the state that the page asks for. `opens`: who gets the page. `posts`: whose form is taken up, valid or not; where it is
left out, those who open it. `refused`: who may know that it is there, but not open it (403). For everybody else, and
for everybody of another school, the answer is `rest`. Those who open a page but may not post get 403 for their POST.

The other checks of pages (browser, budget, section 11) open each address as the first of those who may.
"""

from dataclasses import dataclass

ROLES = (
    "novice",
    "mentor",
    "deputy",
    "head",
    "chair",
    "secretary",
    "member",
    "psychologist",
    "colleague",
    "careful",
    "department",
    "operator",
    "other deputy",
    "other head",
    "other novice",
    "other mentor",
)
ELSEWHERE = tuple(role for role in ROLES if role.startswith("other"))
ANYBODY = "anybody"


@dataclass(frozen=True)
class Row:
    """One address. `get` and `post` say whether the method is taken at all (405); `public`: no sign-in needed.

    html: the answer to GET is a page."""

    opens: tuple[str, ...]
    at: str = ""
    posts: tuple[str, ...] | None = None
    refused: tuple[str, ...] = ()
    rest: int = 404
    hidden: tuple[str, ...] = ()
    get: bool = True
    post: bool = True
    public: bool = False
    as_who: str = ""
    html: bool = True

    @property
    def opener(self) -> str:
        """Whom the checks of pages send there."""
        return self.as_who or (self.opens[0] if self.opens else "")

    def expected(self, role: str, method: str) -> int:
        """200 stands for any answer that is no refusal."""
        if not (self.get if method == "GET" else self.post):
            return 405
        may_open = self.opens == (ANYBODY,) or role in self.opens
        if method == "POST" and self.posts is not None:
            if role in self.posts:
                return 200
            if may_open:
                return 403
        elif may_open:
            return 200
        if role in self.hidden:
            return 404
        return 403 if role in self.refused else self.rest


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CASE = words("novice mentor deputy head")
LEADERS = words("deputy head")
EVERYBODY = (ANYBODY,)
OF_SCHOOL = words("novice mentor chair secretary member psychologist colleague careful")
SCHOOLED = tuple(role for role in ROLES if role != "department")
OF_SCHOOL = tuple(role for role in SCHOOLED if role not in ELSEWHERE and role != "operator")
NO_SCHOOL = words("department operator")


def public(at: str = "", **more: object) -> Row:
    """Everybody, signed in or not."""
    return Row(EVERYBODY, at=at, public=True, **more)  # type: ignore[arg-type]


def own(as_who: str = "deputy", **more: object) -> Row:
    """Whoever is signed in, for oneself."""
    return Row(EVERYBODY, as_who=as_who, **more)  # type: ignore[arg-type]


def case(at: str, opens: str = "novice mentor deputy head", *, knows: str = "", **more: object) -> Row:
    """The people of one case; those of them who may not are refused, for all others the case does not exist.

    knows: who is refused besides, since they may know of the case.
    """
    who = words(opens)
    refused = tuple(role for role in (*CASE, *words(knows)) if role not in who)
    return Row(who, at=at, refused=refused, **more)  # type: ignore[arg-type]


def need(at: str, opens: str, **more: object) -> Row:
    """A case that has no mentor yet: whoever is proposed knows of the candidacy alone."""
    who = words(opens)
    refused = tuple(role for role in words("novice deputy head") if role not in who)
    return Row(who, at=at, refused=refused, **more)  # type: ignore[arg-type]


def leaders(at: str = "", **more: object) -> Row:
    """Deputy and head of a school. About a row of this one, it does not exist for all others; else they are refused."""
    opens = LEADERS if at else (*LEADERS, "other deputy", "other head")
    return Row(opens, at=at, rest=404 if at else 403, **more)  # type: ignore[arg-type]


def council(at: str, opens: str, refused: str = "", **more: object) -> Row:
    """People of the council, at one meeting."""
    return Row(words(opens), at=at, refused=words(refused), **more)  # type: ignore[arg-type]


ONLY_POST: dict[str, object] = {"get": False}
ONLY_GET: dict[str, object] = {"post": False}

TABLE: dict[str, Row] = {
    # ── everybody ──
    "healthz": public(html=False),
    "metrics": Row((), public=True, **ONLY_GET),
    "verify": public(**ONLY_GET),
    "verify_code": public("paper code", **ONLY_GET),
    "account_login": public(),
    "account_logout": public(**ONLY_POST),
    "account_signup": public(**ONLY_GET),
    "account_inactive": public(**ONLY_GET),
    "account_reset_password": public(),
    "account_reset_password_done": public(**ONLY_GET),
    "account_reset_password_from_key": public("password link"),
    "account_reset_password_from_key_done": public(**ONLY_GET),
    "mfa_authenticate": public(as_who="half-way"),
    "demo_signin": public(**ONLY_POST),
    "set_language": public(**ONLY_POST),
    "set_theme": public(**ONLY_POST),
    "join_start": public(),
    "join": public("invitation code"),
    "setup": public(),
    # ── whoever is signed in, for oneself ──
    "home": own(),
    "mentorship_list": own(),
    "mentorship_export": own(html=False, **ONLY_GET),
    "overview": Row(("department",), rest=403),
    "operations": Row(("operator",), rest=403, **ONLY_GET),
    "calculator": own(**ONLY_GET),
    "my_settings": own(),
    "feed": public("calendar address", html=False, **ONLY_GET),
    "feed_settings": own(),
    "notices": own(**ONLY_GET),
    "notices_read": own(**ONLY_POST),
    "reminder_settings": own(),
    "set_school": Row((), **ONLY_POST),
    "account_change_password": own(),
    "account_reauthenticate": own(),
    "mfa_reauthenticate": own("careful"),
    "mfa_index": own(**ONLY_GET),
    "mfa_activate_totp": own(),
    "mfa_deactivate_totp": Row(("careful",)),
    "mfa_view_recovery_codes": Row(("careful",), **ONLY_GET),
    "mfa_generate_recovery_codes": own("careful"),
    "log": Row(("mentor", "other mentor"), rest=403),
    # ── the rules ──
    "rules": Row(SCHOOLED, as_who="deputy", rest=403, **ONLY_GET),
    "rules_version": Row(OF_SCHOOL, at="school rules", as_who="deputy", refused=("department",), **ONLY_GET),
    "rules_new_school": leaders(),
    "rules_new_country": Row(("operator",), rest=403),
    # ── from need to order ──
    "candidates": need("need", "deputy head", posts=words("deputy")),
    "candidate": case("candidate proposed", "mentor novice deputy head"),
    "candidate_accept": case("candidate proposed", "mentor", **ONLY_POST),
    "candidate_decline": case("candidate proposed", "mentor"),
    "candidate_withdraw": case("candidate proposed", "deputy"),
    "candidate_refuse": case("candidate recommended", "head"),
    "candidate_object": case("candidate proposed", "novice"),
    "candidate_agenda": case("candidate accepted", "deputy"),
    "loan_new": need("need", "deputy"),
    "loan_list": leaders(),
    "loan": Row(words("deputy head") + ("other deputy", "other head"), at="loan", posts=words("deputy head")),
    "loan_decline": Row(words("deputy head"), at="loan", refused=("other deputy", "other head")),
    "order_new": need("recommended", "head"),
    "announce": case("level", "deputy"),
    "forecast": leaders(**ONLY_GET),
    "nudge": case("running deadline", "deputy head", **ONLY_POST),
    "mentorship_proposals": leaders(),
    "proposal_off": leaders("new teacher"),
    "proposal_on": leaders("new teacher", **ONLY_POST),
    # ── the case ──
    "case": case("main"),
    "case_papers": case("agenda", "deputy novice mentor head chair secretary member"),
    "deadline_waive": case("running date", "deputy head"),
    "take_over": Row(words("deputy"), at="new teacher", refused=words("head")),
    "change": case("main", "deputy head", **ONLY_GET),
    "terminate": case("main", "deputy head"),
    "cancel_case": need("need", "deputy head"),
    "suspend": case("main", "deputy head"),
    "resume": case("suspended", "deputy head"),
    "pairing_end": case("main", "deputy head"),
    "handover": case("replaced", "mentor deputy head"),
    # ── stage 1 ──
    "level": case("level", "mentor novice deputy head", posts=words("mentor")),
    "diagnostics": case("main", "mentor novice deputy head"),
    "sheet_sign": case("rated", "mentor"),
    "diagnostics_end": case("report", "mentor novice deputy head"),
    "sheet_sign_end": case("report", "mentor"),
    "self_rating": case("diagnostics", "novice"),
    "self_rating_end": case("report begun", "novice"),
    "mentor_rating": case("diagnostics", "mentor"),
    "mentor_rating_end": case("report begun", "mentor"),
    "requests": case("main", "novice mentor deputy head", posts=words("novice")),
    "adaptation": case("main", "mentor novice deputy head"),
    "adaptation_new": case("main", "deputy mentor"),
    "adaptation_edit": case("point", "deputy mentor"),
    "adaptation_done": case("point", "deputy mentor"),
    "adaptation_delete": case("point", "deputy mentor"),
    "plan": case("main", "mentor novice deputy head"),
    "plan_new": case("unplanned", "mentor deputy", **ONLY_POST),
    "plan_edit": case("draft", "mentor deputy"),
    "plan_submit": case("draft", "mentor"),
    "plan_agree": case("submitted", "deputy"),
    "plan_approve": case("agreed", "head"),
    "plan_send_back": case("submitted", "deputy"),
    "activity_new": case("draft", "mentor deputy"),
    "activity_edit": case("activity", "mentor deputy"),
    "activity_delete": case("activity", "mentor deputy"),
    # ── stage 2 ──
    "activities": case("main", "mentor novice deputy head", **ONLY_GET),
    "outcome_set": case("outcome", "mentor"),
    "log_edit": case("log entry", "mentor"),
    "log_confirm": case("log line", "novice", **ONLY_POST),
    "log_object": case("log line", "novice"),
    "feedback_list": case("main", "mentor novice deputy", **ONLY_GET),
    "feedback_new": case("main", "mentor"),
    "feedback": Row(words("novice mentor"), at="feedback unanswered", posts=words("novice")),
    "interim": case("main", "mentor novice deputy head", posts=words("mentor")),
    "interim_comment": case("interim", "novice"),
    # ── stage 3 ──
    "final_open": case("main", "mentor"),
    "report": case("report", "mentor novice deputy head", posts=words("mentor")),
    "report_voice": case("report", "novice"),
    "report_submit": case("report", "mentor"),
    "report_agenda": case("hearing", "deputy secretary", knows="chair"),
    "report_return": case("agenda", "chair secretary", knows="member"),
    "hearing": case("agenda", "chair secretary deputy head member", posts=words("chair secretary")),
    "extract_issue": case("closing", "deputy secretary", knows="chair member"),
    # ── the council ──
    "meeting_list": Row((*LEADERS, "chair", "secretary", "member", "other deputy", "other head"), rest=403),
    "meeting_new": Row(("deputy", "chair", "secretary", "other deputy"), rest=403),
    "meeting": council("meeting sent", "chair secretary member deputy head"),
    "agenda_item_new": council("meeting planned", "deputy chair secretary", "head"),
    "agenda_send": council("meeting planned", "deputy chair secretary", "head", **ONLY_POST),
    "meeting_present": council("meeting held", "chair secretary", "deputy head member"),
    "agenda_item_decide": council("item", "chair secretary", "deputy head member"),
    "minutes_sign": council("meeting held", "chair secretary", "deputy head member"),
    # ── people ──
    "teacher_list": leaders(**ONLY_GET),
    "teacher_export": leaders(html=False, **ONLY_GET),
    "teacher_new": leaders(),
    "teacher_page": Row(words("deputy head colleague"), at="teacher", **ONLY_GET),
    "teacher_edit": leaders("teacher", refused=("colleague",)),
    "teacher_end": leaders("teacher", refused=("colleague",)),
    "teacher_category": leaders("teacher", refused=("colleague",)),
    "teacher_result": leaders("teacher", refused=("colleague",)),
    "teacher_ethics": leaders("teacher", refused=("colleague",)),
    "teacher_preparation": leaders("teacher", refused=("colleague",)),
    "accounts": leaders(hidden=NO_SCHOOL, **ONLY_GET),
    "account_invite": leaders(hidden=NO_SCHOOL, **ONLY_POST),
    "invitation_revoke": leaders("invitation"),
    "posts": leaders(hidden=NO_SCHOOL, **ONLY_GET),
    "post_give": leaders(hidden=NO_SCHOOL),
    "post_end": leaders("post", refused=("colleague",)),
    # ── the calendar ──
    "calendar": own(**ONLY_GET),
    "calendar_days": leaders(**ONLY_GET),
    "calendar_day_new": leaders(),
    "calendar_day_remove": leaders("own day", refused=OF_SCHOOL),
    "calendar_own_year": Row(("deputy", "other deputy"), at="own year", rest=403),
    "calendar_own_year_drop": Row(("deputy", "other deputy"), at="own year", rest=403),
    "calendar_country": Row(("operator",), rest=403, **ONLY_GET),
    "calendar_count_again": Row(("operator",), rest=403, **ONLY_POST),
    "calendar_decree_new": Row(("operator",), rest=403),
    "calendar_decree": Row(("operator",), at="decree", rest=403),
    "calendar_decree_remove": Row(("operator",), at="decree", rest=403),
    "calendar_year": Row(("operator",), at="own year", rest=403),
    # ── the import ──
    "roster_upload": leaders(),
    "roster_columns": leaders("upload"),
    "roster_preview": leaders("upload"),
    "roster_confirm": leaders("upload", **ONLY_POST),
    "roster_drop": leaders("upload", **ONLY_POST),
    "roster_result": leaders("import", **ONLY_GET),
    "roster_failed": leaders("import", html=False, **ONLY_GET),
    # ── papers ──
    "paper": Row(words("deputy novice mentor head chair secretary"), at="paper", refused=("member",), **ONLY_GET),
    "paper_file": Row(
        words("deputy novice mentor head chair secretary"), at="paper", html=False, refused=("member",), **ONLY_GET
    ),
}
