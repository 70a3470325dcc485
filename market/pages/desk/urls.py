"""The addresses of the desk."""

from django.urls import path

from market.pages.desk import (
    intake,
    journal,
    messages,
    papers,
    plan,
    planned,
    policies,
    reports,
    silence,
    templates,
    today,
    vendors,
)
from market.pages.desk.money import accounts, books, charges, charts, papers_out, payments

urlpatterns = [
    path("desk/", today.today, name="desk"),
    path("desk/journal/", journal.journal, name="desk_journal"),
    path("desk/plan/", plan.plan, name="desk_plan"),
    path("desk/plan/<int:pk>/", plan.pitch, name="desk_pitch"),
    path("desk/money/", accounts.accounts, name="desk_money"),
    path("desk/money/<int:pk>/", accounts.account, name="desk_account"),
    path("desk/money/<int:pk>/record/", payments.record, name="desk_record"),
    path("desk/money/<int:pk>/bill/", papers_out.bill, name="desk_bill_paper"),
    path("desk/money/<int:pk>/statement/", papers_out.statement, name="desk_statement"),
    path("desk/money/charges/", charges.charges_list, name="desk_charges"),
    path("desk/money/charges/<int:pk>/", charges.charge, name="desk_charge"),
    path("desk/money/payments/", payments.payments_list, name="desk_payments"),
    path("desk/money/payments/<int:pk>/", payments.payment, name="desk_payment"),
    path("desk/money/payments/<int:pk>/reverse/", payments.reverse_payment, name="desk_reverse"),
    path("desk/money/payments/<int:pk>/issue/", payments.issue, name="desk_issue_receipt"),
    path("desk/money/payments/<int:pk>/receipt/", payments.receipt, name="desk_receipt"),
    path("desk/money/books/", books.books, name="desk_books"),
    path("desk/money/books/chart/", charts.chart, name="desk_chart"),
    path("desk/money/books/chart/account/", charts.set_account, name="desk_chart_account"),
    path("desk/money/books/chart/places/", charts.place, name="desk_chart_places"),
    path("desk/money/books/<int:pk>/<str:month>/", books.book_month, name="desk_book_month"),
    path("desk/money/books/<int:pk>/<str:month>/close/", books.close, name="desk_close_month"),
    path("desk/money/books/<int:pk>/<str:month>/reopen/", books.reopen, name="desk_reopen_month"),
    path("desk/money/books/<int:pk>/<str:month>/journal/", books.journal, name="desk_journal_of"),
    path("desk/papers/", papers.papers, name="desk_papers"),
    path("desk/papers/<int:pk>/", papers.permit, name="desk_permit"),
    path("desk/papers/<int:pk>/accept/", papers.accept, name="desk_accept"),
    path("desk/papers/<int:pk>/return/", papers.return_, name="desk_return"),
    path("desk/papers/<int:pk>/refuse/", papers.refuse, name="desk_refuse"),
    path("desk/papers/<int:pk>/revoke/", papers.revoke, name="desk_revoke"),
    path("desk/vendors/", vendors.vendors_list, name="desk_vendors"),
    path("desk/vendors/<int:pk>/", vendors.vendor, name="desk_vendor"),
    path("desk/vendors/<int:pk>/reveal/", vendors.reveal, name="desk_reveal"),
    path("desk/workers/<int:pk>/", vendors.worker, name="desk_worker"),
    path("desk/workers/<int:pk>/reveal/", vendors.reveal_worker, name="desk_reveal_worker"),
    path("desk/messages/", messages.messages, name="desk_messages"),
    path("desk/messages/<int:pk>/", messages.notice, name="desk_notice"),
    path("desk/messages/planned/", planned.planned, name="desk_planned"),
    path("desk/messages/policies/", policies.policies, name="desk_policies"),
    path("desk/messages/policies/<slug:occasion>/", policies.policy, name="desk_policy"),
    path(
        "desk/messages/policies/<slug:occasion>/go-back/", policies.go_back, name="desk_policy_back"
    ),
    path("desk/messages/templates/", templates.templates, name="desk_templates"),
    path("desk/messages/templates/<slug:occasion>/", templates.template, name="desk_template"),
    path(
        "desk/messages/templates/<slug:occasion>/try/", templates.try_out, name="desk_template_try"
    ),
    path(
        "desk/messages/templates/<slug:occasion>/<int:pk>/",
        templates.use_again,
        name="desk_template_again",
    ),
    path("desk/vendors/<int:pk>/silence/", silence.silence, name="desk_silence"),
    path("desk/intake/", intake.intake, name="desk_intake"),
    path("desk/intake/do/", intake.bring, name="desk_intake_do"),
    path("desk/reports/", reports.reports, name="desk_reports"),
]
