"""A form with one of every kind of field, as it comes and as it comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from market.pages.specimens.ground import TRADES


class StallForm(forms.Form):
    """What a vendor is asked, more at once than a page would."""

    name = forms.CharField(label=_("Your name"), help_text=_("As on your identity card."))
    identity = forms.CharField(label=_("Identity number"))
    trade = forms.ChoiceField(
        label=_("What will you sell?"),
        choices=[(trade, trade) for trade in TRADES[:4]],
        widget=forms.RadioSelect,
    )
    from_day = forms.DateField(
        label=_("From which day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    power = forms.IntegerField(label=_("Electric power"), required=False)
    wishes = forms.CharField(label=_("Anything else"), required=False, widget=forms.Textarea)
    consent = forms.BooleanField(
        label=_("The market may keep my health certificate until a year after I leave.")
    )


def wrong_form() -> StallForm:
    """The form as it comes back: a digit does not fit, a day and a tick are missing."""
    form = StallForm({"name": "王小蔄", "identity": "371002199001011234", "trade": "水产"})
    form.add_error("identity", _("The last digit does not fit. Please look at digit 18 again."))
    return form
