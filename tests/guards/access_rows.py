"""What a row of the table of access says, and the kinds of rows that recur."""

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
        return 403 if role in self.refused else self.rest


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CASE = words("novice mentor deputy head")
LEADERS = words("deputy head")
EVERYBODY = (ANYBODY,)
OF_SCHOOL = words("novice mentor chair secretary member psychologist colleague careful")
SCHOOLED = tuple(role for role in ROLES if role != "department")
OF_SCHOOL = tuple(role for role in SCHOOLED if role not in ELSEWHERE and role != "operator")


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
