"""Who runs a service, what it costs, its e-mail: facts of a service besides its hours, telephone and address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dialogue.events import Utterance
from dialogue.flows.info import service_words
from dialogue.flows.info.contacts import spoken
from dialogue.flows.info.topic import unknown
from dialogue.flows.info.which_service import ServiceTopic, WhichService, articled
from dialogue.flows.knowledge_words import subject_words
from dialogue.french.emails import speak_email
from dialogue.french.words import folded
from dialogue.questions import Answer
from dialogue.talk import Talk

Fact = Literal["who", "price", "email"]
_UNKNOWN = {"who": "who_unknown", "price": "price_unknown", "email": "email_unknown"}


@dataclass
class RunningTopic(ServiceTopic):
    """One such fact. No names are kept, and prices only on the town's pages: else the number of the service is told.

    Elsewhere: the price of something that is no service of the town, "l'entrée du musée".
    """

    fact: Fact = "who"

    @classmethod
    def of(cls, talk: Talk, texts: Sequence[str], fact: Fact) -> "RunningTopic":
        """From the words of the request."""
        topic = cls(texts[0] if texts else "", fact=fact)
        if topic.which.hear(talk, texts):
            return topic
        no_object = service_words.load().no_object
        topic.elsewhere = fact == "price" and bool(set(subject_words(texts[:1])) - no_object)
        if not topic.elsewhere:
            topic.which.assume(talk, texts)
        return topic

    def again(self, talk: Talk, answer: Answer) -> "RunningTopic | None":
        """ "et celui de la médiathèque ?", with nothing else asked of it."""
        which = WhichService()
        if not which.hear(talk, answer.texts) or which.service is None:
            return None
        own = set(folded(which.service.name)) | service_words.load().no_object
        new = any(word not in own for word in subject_words(answer.texts[:1]))
        return None if new else RunningTopic(answer.text, which, fact=self.fact)

    def tell(self, talk: Talk) -> None:
        """What the pages say of its price, its e-mail; else that this is not known, and its number."""
        from dialogue.flows import knowledge  # it knows practical information, this too

        service, asked = self.which.service, Answer(Utterance.typed(self.asked))
        if service is None:
            if not (self.elsewhere and knowledge.attempt(talk, asked)):
                unknown(talk, self.asked, "price_unknown" if self.elsewhere else "info_unknown")
            return
        talk.service = service.key
        if self.fact == "price" and knowledge.tell_price(talk, asked, service):
            return
        if self.fact == "email" and service.email:
            talk.say("email_of_service", service=articled("L'adresse", service.name), fact=speak_email(service.email))
            return
        unknown(talk, self.asked, _UNKNOWN[self.fact])
        if service.phone:
            talk.say("phone", service=articled("Le numéro", service.name), fact=spoken(service.phone))
