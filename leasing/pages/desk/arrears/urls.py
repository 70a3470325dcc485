"""The addresses of what follows when rent is not paid, and of deposits."""

from django.urls import path

from leasing.pages.desk.arrears import (
    account,
    ageing,
    agreements,
    demands,
    deposits,
    policy,
    settlements,
    terminations,
)

urlpatterns = [
    path("money/arrears/", ageing.ageing, name="arrears"),
    path("money/arrears/<int:pk>/", account.account, name="desk_arrears"),
    path("money/arrears/<int:pk>/demand/", account.demand, name="draft_demand"),
    path("money/arrears/<int:pk>/agree/", account.agree, name="propose_agreement"),
    path("money/arrears/<int:pk>/waive-<int:charge>/", account.waive, name="waive"),
    path("money/agreements/<int:pk>/", agreements.agreement, name="desk_agreement"),
    path("money/agreements/<int:pk>/agree/", agreements.agree, name="agree_agreement"),
    path("money/agreements/<int:pk>/decline/", agreements.decline, name="decline_agreement"),
    path("money/agreements/<int:pk>/withdraw/", agreements.withdraw, name="withdraw_agreement"),
    path("money/agreements/<int:pk>/end/", agreements.end, name="end_agreement"),
    path("money/demands/", demands.demands_list, name="demands"),
    path("money/demands/slips/", demands.slips, name="demand_slips"),
    path("money/demands/<int:pk>/", demands.demand, name="desk_demand"),
    path("money/demands/<int:pk>/letter/", demands.letter, name="demand_letter"),
    path("money/demands/<int:pk>/issue/", demands.issue, name="issue_demand"),
    path("money/demands/<int:pk>/deliver/", demands.deliver, name="deliver_demand"),
    path("money/demands/<int:pk>/lapse/", demands.lapse, name="lapse_demand"),
    path("money/demands/<int:pk>/withdraw/", demands.withdraw, name="withdraw_demand"),
    path("money/proofs/<str:key>/", demands.proof, name="proof"),
    path("money/deposits/", deposits.deposits_list, name="deposits"),
    path("money/deposits/<int:pk>/", deposits.deposit, name="desk_deposit"),
    path("money/deposits/<int:pk>/claim/", deposits.claim, name="claim_deposit"),
    path("money/deposits/<int:pk>/top-up-<int:claim>/", deposits.top_up, name="top_up_deposit"),
    path("money/settlements/", settlements.settlements_list, name="settlements"),
    path("money/settlements/<int:pk>/", settlements.settlement, name="desk_settlement"),
    path("money/settlements/<int:pk>/paper/", settlements.paper, name="settlement_paper"),
    path("money/settlements/<int:pk>/begin/", settlements.begin, name="begin_settlement"),
    path("money/settlements/<int:pk>/claim/", settlements.claim, name="add_claim"),
    path("money/settlements/<int:pk>/drop-<int:claim>/", settlements.drop, name="drop_claim"),
    path("money/settlements/<int:pk>/propose/", settlements.propose, name="propose_settlement"),
    path("money/settlements/<int:pk>/agree/", settlements.agree, name="agree_settlement"),
    path("money/settlements/<int:pk>/dispute/", settlements.dispute, name="dispute_settlement"),
    path("money/settlements/<int:pk>/revise/", settlements.revise, name="revise_settlement"),
    path("money/settlements/<int:pk>/book/", settlements.book, name="book_settlement"),
    path("money/settlements/<int:pk>/returned/", settlements.returned, name="returned"),
    path("money/settlements/<int:pk>/withdraw/", settlements.withdraw, name="withdraw_settlement"),
    path("money/late-fees/", policy.policy, name="late_policy"),
    path("money/late-fees/settle/", policy.settle, name="settle_policy"),
    path("money/late-fees/rate/", policy.rate, name="set_late_rate"),
    path("leases/<int:pk>/termination/", terminations.termination, name="termination"),
    path("leases/<int:pk>/termination/letter/", terminations.notice_letter, name="notice_letter"),
    path("leases/<int:pk>/termination/begin/", terminations.begin, name="begin_termination"),
    path(
        "leases/<int:pk>/termination/skip-<slug:step>/", terminations.skip, name="skip_termination"
    ),
    path("leases/<int:pk>/termination/notice/", terminations.notice, name="notice_termination"),
    path("leases/<int:pk>/termination/deliver/", terminations.deliver, name="deliver_termination"),
    path("leases/<int:pk>/termination/end/", terminations.end, name="end_termination"),
    path(
        "leases/<int:pk>/termination/withdraw/", terminations.withdraw, name="withdraw_termination"
    ),
]
