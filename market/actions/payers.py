"""Who has paid for whom before, as far as it is to be remembered."""

from django.db import transaction

from market import rules
from market.actions.proposing import propose_again
from market.core.actors import Actor
from market.models import PayerLink


@transaction.atomic
def forget(link: PayerLink, *, by: Actor) -> None:
    """Forget that this payer paid for this vendor. Lines that are to do are looked at anew."""
    rules.require(by, "payer.forget", link)
    account, print_ = link.account, link.print
    link.delete()
    propose_again(account.market, accounts=[account.pk], print_=print_)
