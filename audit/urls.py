"""Addresses of the audit's pages."""

from django.contrib.auth import views as auth
from django.urls import path

from audit.views import (
    accounts,
    annotation,
    articles,
    claims,
    evidence,
    findings,
    reviews,
    revisions,
    site,
    speakers,
    units,
)

urlpatterns = [
    path("", site.home, name="home"),
    path("codebook/", site.codebook, name="codebook"),
    path("health/", site.health, name="health"),
    path("articles/<uuid:pk>/", annotation.article, name="article"),
    path("articles/<uuid:pk>/compare/", revisions.comparison, name="compare"),
    path("articles/<uuid:pk>/findings/", findings.finding_add, name="finding_add"),
    path("articles/<uuid:pk>/edit/", articles.article_edit, name="article_edit"),
    path("articles/<uuid:pk>/refetch/", articles.article_refetch, name="article_refetch"),
    path("articles/<uuid:pk>/reread/", articles.article_reread, name="article_reread"),
    path("articles/<uuid:pk>/redact/", articles.article_redact, name="article_redact"),
    path("findings/", findings.findings, name="findings"),
    path("findings/<uuid:pk>/settle/", findings.finding_settle, name="finding_settle"),
    path("claims/<uuid:pk>/", claims.claim, name="claim"),
    path("claims/<uuid:pk>/review/", reviews.claim_review, name="claim_review"),
    path("claims/<uuid:pk>/dismiss/", claims.claim_dismiss, name="claim_dismiss"),
    path("claims/<uuid:pk>/restore/", claims.claim_restore, name="claim_restore"),
    path("claims/<uuid:pk>/edit/", units.claim_edit, name="claim_edit"),
    path("articles/<uuid:pk>/claims/add/", units.claim_add, name="claim_add"),
    path("acts/<uuid:pk>/undo/", units.act_undo, name="act_undo"),
    path("assertions/<uuid:pk>/review/", reviews.assertion_review, name="assertion_review"),
    path("reviews/<uuid:pk>/withdraw/", reviews.review_withdraw, name="review_withdraw"),
    path("decisions/<uuid:pk>/publish/", reviews.decision_publish, name="decision_publish"),
    path("sources/<uuid:pk>/speaker/", speakers.source_link, name="source_link"),
    path("speakers/", speakers.speakers, name="speakers"),
    path("speakers/<uuid:pk>/", speakers.speaker, name="speaker"),
    path("evidence/<uuid:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<uuid:pk>/copy/", evidence.evidence_copy, name="evidence_copy"),
    path("people/add/", accounts.account_add, name="account_add"),
    path("login/", accounts.Login.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
]
