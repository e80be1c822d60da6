"""Balance and the way on: something that went well, something to grow, and an action in the suggestion."""

import re

from mentoring.main_stage.checker.text import Sentence

_POSITIVE = re.compile(
    r"\b(?:glad|liked|like|good|well|great|clear|clearly|helped|worked|interesting|enjoyed|pleased|strong|success\w*"
    r"|thank\w*|nice|calm\w*|confident\w*|lively|better|managed|succeeded)\b"
    r"|\b(?:рад|рада|рады|понрав\w+|хорош\w+|удал\w+|удач\w+|интересн\w+|понятн\w+|ясн\w+|помог\w+|спасибо|отличн\w+"
    r"|получил\w+|успешн\w+|успел\w*|здорово|приятн\w+|сильн\w+|молод\w+|четк\w+|уверенн\w+|спокойн\w+)\b"
    r"|\b(?:жақсы\w*|ұна(?!ма)\w+|қуан\w+|түсінікті|анық|сәтті|керемет|рақмет|рахмет|көмектес\w+|қызықты\w*|тамаша"
    r"|нақты|жарайсы\w+|үлгер(?!ме)\w+|сенімді|ризамын)\b"
)
_NOT_BEFORE = re.compile(r"(?:\bnot|n't|\bне|\bless|\bno)\s+(?:\w+\s+)?$")
_NOT_AFTER = re.compile(r"\s*емес\b")
_NEAR = 60  # so far before the word its “not” is looked for, not through the whole sentence
_GROWTH = re.compile(
    r"\b(?:but|however|though|although|yet|lose|lost|late|missed|short|grow|improve|less|not|no|too|without|need"
    r"|needs|could|better|next time|difficult|hard|instead)\b|n't\b"
    r"|\b(?:но|однако|хотя|не|мало|поздно|потер\w+|пропу\w+|лучше|развив\w+|рост\w*|стоит|можно|слишком|без|нехват\w+"
    r"|трудн\w+|сложн\w+|затян\w+|нужно|надо|осталось)\b"
    r"|\b(?:бірақ|алайда|дегенмен|жетпе\w+|аз|кеш|кешік\w+|жоқ|болма\w+|үлгерме\w+|артық|қиын\w*|жақсарт\w+|дамыт\w+"
    r"|керек|тым|емес|қалмады|ұнама\w+)\b"
)
_ACTION = re.compile(
    r"\b(?:put|try|start|begin|ask|show|write|give|use|set|prepare|visit|come|leave|check|let|let's|make|take|keep"
    r"|stop|divide|tell|read|count|look|watch|choose|draw|move|walk|wait|split|bring|open|close|practise|send|discuss"
    r"|invite|mark|i'll|we'll|i will|we will|you could|you can)\b"
    r"|\b\w{2,}(?:йте|ьте|ите)(?:сь)?\b|\b\w+[аяеиоуыю]ть(?:ся)?\b|\b(?:сесть|прочесть|учесть|прийти|зайти|найти"
    r"|провести|принести|начать|помочь)\b|\b(?:поставь|попробуй|начни|покажи|спроси|запиши|напиши|дай|раздай|включи"
    r"|проверь|приготовь|подготовь|используй|сделай|раздели|зайди|приходи|посмотри|скажи|попроси|оставь|выдели"
    r"|позови|давай|приду|покажу|посижу|помогу|попробуем|сделаем|начнем|подготовим|поставим|обсудим|проведем)\b"
    r"|\b\w+(?:айық|ейік|йық|йік)\b|\b\w+[аей]м[ыі]н\b"
    r"|\bқою\b|\b(?:қой|баста|көрсет|сұра|жаз|бер|қолдан|дайында|кел|қатыс|бөл|пайдалан|тексер|орындат|белгіле|айт|тыңда"
    r"|өткіз|жоспарла|ұйымдастыр|таңда|оқы|көр|қос|ал|тапсыр)(?:(?:ы|і)?ң(?:ы|і)з|у|ю|уға|сеңіз|саңыз)?\b"
)
# Wishes look like actions and say nothing that can be done on Thursday.
_WISH = re.compile(
    r"\b(?:pay|give)\s+(?:more\s+)?attention\b|\btry\s+(?:to\s+be\s+)?(?:harder|better)\b"
    r"|\b(?:будьте|быть|стать|старай\w+|стара\w+|постара\w+|улучш\w+|подтян\w+|работа\w+|уделя\w+|удел\w+|обра[тщ]\w+"
    r"|опять|память|есть|хотеть|хотите)\b"
    r"|\b(?:көңіл|назар|мән)\s+(?:бөл|аудар|бер)\w*|\bтырыс\w+|\bжақсарт\w+"
)


def has_positive(sentence: Sentence) -> bool:
    """Something that went well; “not clear” and “түсінікті емес” are not."""
    for found in _POSITIVE.finditer(sentence.text):
        start, end = found.span()
        if not _NOT_BEFORE.search(sentence.text, max(0, start - _NEAR), start) and not _NOT_AFTER.match(
            sentence.text, end
        ):
            return True
    return False


def has_growth(sentence: Sentence) -> bool:
    """A growth point: what was missing, late, too much or could be otherwise."""
    return bool(_GROWTH.search(sentence.text))


def has_action(sentence: Sentence) -> bool:
    """Something that can be done next time, beyond a wish."""
    return bool(_ACTION.search(_WISH.sub(" ", sentence.text)))
