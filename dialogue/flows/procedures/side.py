"""What is asked at a question and answers none: "et la photo, on peut la faire sur place ?" (side.toml)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from dialogue.events import Utterance
from dialogue.flows.knowledge import ACT as SURE_PAGE
from dialogue.flows.procedures import facets
from dialogue.flows.procedures.facets import Facet
from dialogue.flows.procedures.tree import answered, volunteer
from dialogue.french import phrase_files
from dialogue.french.phrases import Phrase, has_phrase, phrase_at
from dialogue.french.words import FILLERS, folded
from dialogue.questions import Answer
from dialogue.talk import Talk
from dialogue.understanding.request import INTENT, Act, Choose, Confirm, decide
from dialogue.wording import split_sentences
from kb.french_stems import CHATTER, COMMON, STOP_WORDS, stem
from kb.procedures.model import Case, Document, Procedure, ProcedureQuestion
from kb.questions import UNANSWERED

FILE = Path(__file__).with_name("side.toml")
_TOLD: tuple[Facet, ...] = ("cost", "delay", "where", "who", "validity", "advice")
_IDLE = frozenset({"quelqu", "chos"})
"""Stems that name nothing: "ça coûte quelque chose ?"."""
_SENTENCE = 5
"""Words of what is told beside the matter: fewer are an answer that was not understood."""
_SHORTEST = 2
"""Words of "faut les vaccins": a lone word is an answer."""


def asked(answer: Answer) -> bool:
    """Whether something is asked; recognition gives no question mark."""
    spelled = [word for word in folded(answer.text) if word not in FILLERS] if answer.texts else []
    if len(spelled) < _SHORTEST:
        return False
    return has_phrase(spelled, load()["asking"]) or phrase_at(spelled, 0, load()["opening"]) > 0


def cannot_come(cases: Sequence[Case], texts: Sequence[str]) -> str:
    """Who must come, as all these cases have it, for somebody who cannot: "elle est grabataire"; else empty."""
    if not texts or not has_phrase(folded(texts[0]), load()["cannot_come"]):
        return ""
    told_by = {case.who for case in cases}
    return told_by.pop() if len(told_by) == 1 else ""


def only_asks(question: ProcedureQuestion, answer: Answer, now: datetime) -> bool:
    """Whether the words answer the question only by what they ask: "je dois venir moi-même ?" is no "pour moi"."""
    told = question.kind != "age" and volunteer(question, answer.texts, now) is not None
    if told or facets.asked(answer.texts) is None:
        return False
    left = facets.without(answer.texts[0])
    return not _content(left) - _IDLE or answered(question, Answer(Utterance.typed(left)), now) is None


def document(procedure: Procedure, cases: Sequence[Case], answer: Answer) -> tuple[Document, bool] | None:
    """The thing to bring that is asked about, and whether it is needed in all of these cases; None: none is named."""
    if not asked(answer):
        return None
    said = _content(answer.text)
    possible = [set(case.documents or ()) for case in cases if case.possible]
    counted = {code: len(said & _naming(procedure, known)) for code, known in procedure.document.items()}
    best = max(counted.values(), default=0)
    named = [code for code, count in counted.items() if count == best and count]
    needed = [code for code in named if possible and all(code in each for each in possible)]
    found = needed or named
    return (procedure.document[found[0]], bool(needed)) if found else None


def tell_document(talk: Talk, known: Document, *, needed: bool) -> None:
    """What it is, where every case needs it; else that it depends."""
    talk.note("asked=document")
    if not needed:
        talk.say("procedure_depends")
        return
    talk.say("procedure_common_item", fact=known.say)
    if known.detail:
        talk.sentences.extend(talk.wording.literal(known.detail))


def told(cases: Sequence[Case], answer: Answer) -> str:
    """The sentence with all the words of a question, if all these cases have it: "on prend les empreintes ?"."""
    wanted = _content(answer.text) if asked(answer) else set[str]()
    if not wanted or not cases:
        return ""
    of_first, *of_others = (
        [case.verdict, *(text for facet in _TOLD for text in facets.says(case, facet))] for case in cases
    )
    common = (text for text in of_first if all(text in texts for texts in of_others))
    sentences = (sentence for text in common for sentence in split_sentences(text))
    return next((each for each in sentences if wanted <= _content(each)), "")


def not_known(talk: Talk, code: str, label: str, answer: Answer, *, told: bool = False) -> bool:
    """Say what a page surely answers, else that nobody knows it here; agents get it. False: it is no such question.

    A request of its own is none: what serves requests asks about it. `told`: a whole sentence, beside a case that was
    told, is looked up as well: "mon frère habite Lyon, il peut voter pour moi".
    """
    whole = told and len(answer.text.split()) >= _SENTENCE
    if not asked(answer) and not whole:
        return False
    guess = decide(talk.understanding.request(answer.texts, talk.unwanted))
    if isinstance(guess, Act) and guess.meaning != INTENT + code:
        return False
    if told and isinstance(guess, Confirm | Choose):
        return False
    about = [f"{answer.text} {label}"]
    found = talk.store.passages.search(about, 1)
    if found and found[0].score >= SURE_PAGE and not found[0].passage.outdated(talk.now().date()):
        talk.note(f"passage={found[0].passage.url}", found[0].score)
        for sentence in talk.store.passages.answer(found[0], about).sentences:
            talk.sentences.extend(talk.wording.literal(sentence))
        return True
    talk.note("asked=unknown")
    talk.say("procedure_noted_for_agent" if told else "procedure_no_fact")
    talk.store.questions.add(talk.call_id, f"{label} : {answer.text}", UNANSWERED, talk.now())
    return True


def _naming(procedure: Procedure, known: Document) -> set[str]:
    """Stems that name a document: not those of the procedure itself, nor of the time since when it may be."""
    say = known.say.partition(" de moins ")[0].partition(",")[0]
    own = _content(" ".join((procedure.label, *procedure.keywords)))
    idle = {stem(word).rstrip("s") for phrase in load()["no_document"] for word in phrase}
    return _content(say) - own - idle


def _content(text: str) -> set[str]:
    """Stems of the words that name something."""
    small = STOP_WORDS | CHATTER | COMMON
    return {stem(word).rstrip("s") for word in folded(text) if word not in small and len(word) > 1}


def load(file: Path = FILE) -> dict[str, frozenset[Phrase]]:
    """The expressions of the file. Raises PhraseFileError."""
    return phrase_files.phrases(file, "asking", "opening", "cannot_come", "no_document")
