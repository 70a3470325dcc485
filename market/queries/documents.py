"""Papers of our own making, as far as one may see them: whoever sees a thing sees its papers."""

from django.conf import settings
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.module_loading import import_string

from market.core.actors import Actor
from market.core.refusals import Missing
from market.models import Document, Payment


def documents_seen_by(actor: Actor) -> QuerySet[Document]:
    """The papers about things that this actor sees, the newest first. One query for any number."""
    seen = Q(pk__in=())
    for noun, source in settings.DOCUMENT_SUBJECTS.items():
        things = import_string(source)(actor).order_by()
        subject = Concat(Value(f"{noun}:"), Cast("pk", CharField()))
        seen |= Q(subject__in=things.annotate(as_subject=subject).values("as_subject"))
    return Document.objects.filter(seen).select_related("market").order_by("-pk")


def document_seen_by(actor: Actor, pk: int) -> Document:
    """One of them. Two cheap questions: the paper, and whether its thing is to be seen."""
    found = Document.objects.select_related("market").filter(pk=pk).first()
    noun, _, thing = found.subject.partition(":") if found else ("", "", "")
    source = settings.DOCUMENT_SUBJECTS.get(noun)
    if found is None or source is None or not _seen(source, actor, thing):
        raise Missing("missing", "There is nothing here.")
    return found


def _seen(source: str, actor: Actor, thing: str) -> bool:
    return bool(import_string(source)(actor).filter(pk=thing).exists())


def with_receipts(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Each with `receipt`: the id of the receipt that was issued for it, or none."""
    subject = Concat(Value("payment:"), Cast(OuterRef("pk"), CharField()))
    issued = Document.objects.filter(kind="receipt", subject=subject).order_by("pk")
    return payments.annotate(receipt=Subquery(issued.values("pk")[:1]))
