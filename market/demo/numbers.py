"""Numbers that check themselves and belong to nobody: 371099 is no county, MADEM no issuer."""

from datetime import date, timedelta

from stdnum.cn.ric import calc_check_digit as citizen_check
from stdnum.cn.uscc import calc_check_digit as uscc_check
from stdnum.iso7064 import mod_11_10

from market.core.identity import uscc
from market.core.refusals import Invalid

COUNTY = "371099"
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CLASSES = {"company": "91", "household": "92", "cooperative": "93"}
_ELDEST = date(1958, 3, 1)


def phone(number: int) -> str:
    """A mobile number, valid in form: 199 0000 0001 and so on."""
    return f"199{number:08}"


def citizen_id(number: int) -> str:
    """An identity number of somebody born between 1958 and 2003."""
    born = _ELDEST + timedelta(days=number * 61 % 16_500)
    body = f"{COUNTY}{born:%Y%m%d}{number % 1000:03}"
    return body + str(citizen_check(body + "0"))


def credit_code(number: int, kind: str = "household") -> str:
    """A unified social credit code of a business of that kind."""
    body = f"{_CLASSES[kind]}{COUNTY}MADEM{number:03}"
    # the organisation's own check is one of 31 signs; only one of them passes
    for sign in _SIGNS:
        try:
            return uscc(body + sign + str(uscc_check(body + sign)))
        except Invalid:
            continue
    raise ValueError(f"no credit code begins with {body}")


def food_permit(number: int) -> str:
    """The number of a 食品经营许可证 for catering."""
    body = f"2{COUNTY}{number:06}"
    return f"JY{body}{mod_11_10.calc_check_digit(body)}"


def paper_number(code: str, number: int) -> str:
    """A number as the issuer of such a paper might write it."""
    if code == "BIZ_LICENSE":
        return credit_code(number)
    if code == "FOOD_PERMIT":
        return food_permit(number)
    return f"{_MARKS.get(code, 'DEMO')}{COUNTY}{number:05}"


_MARKS = {
    "HEALTH_CERT": "WH",
    "SD_SMALL_CATERING": "鲁餐登",
    "SD_FOOD_STALL_CARD": "蔄摊",
    "SCALE_VERIFY": "衡检",
    "PREPACK_FILING": "YB",
    "ANIMAL_QUARANTINE": "鲁动检",
    "PRODUCE_CERT": "承诺",
}
