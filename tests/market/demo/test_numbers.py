from market.core.identity import Holder, citizen_id, holder_of, mobile, uscc
from market.core.permit_numbers import permit_number
from market.demo import numbers

MANY = range(1, 261)


def test_every_number_passes_its_own_check_and_is_there_once():
    for made, check in (
        (numbers.citizen_id, citizen_id),
        (numbers.credit_code, uscc),
        (numbers.phone, mobile),
    ):
        written = [made(number) for number in MANY]
        assert [check(number) for number in written] == written
        assert len(set(written)) == len(MANY)


def test_a_number_says_by_its_county_that_it_is_nobodys():
    assert {numbers.citizen_id(number)[:6] for number in MANY} == {"371099"}
    assert {numbers.credit_code(number)[2:8] for number in MANY} == {"371099"}


def test_a_credit_code_says_what_kind_of_business_it_is():
    assert holder_of(numbers.credit_code(7, "company")) is Holder.COMPANY
    assert holder_of(numbers.credit_code(7, "cooperative")) is Holder.COOPERATIVE


def test_papers_carry_numbers_that_the_checker_can_type():
    for code in ("FOOD_PERMIT", "BIZ_LICENSE", "HEALTH_CERT", "SD_FOOD_STALL_CARD", "FIRE_OPENING"):
        number = numbers.paper_number(code, 42)
        assert permit_number(code, number) == number
