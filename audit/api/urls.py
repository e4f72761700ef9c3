"""Addresses of the API, below /api/v1/."""

from django.urls import path, re_path

from audit.api.views import articles, claims, docs, exports, feeds, findings, imports, reference, reviews, units

app_name = "api"
urlpatterns = [
    path("articles/", articles.Articles.as_view(), name="articles"),
    path("articles/<uuid:pk>/", articles.OneArticle.as_view(), name="article"),
    path("articles/<uuid:pk>/revisions/", articles.ArticleRevisions.as_view(), name="article_revisions"),
    path("articles/<uuid:pk>/claims/", units.ArticleClaims.as_view(), name="article_claims"),
    path("articles/<uuid:pk>/occurrences/", units.ArticleOccurrences.as_view(), name="article_occurrences"),
    path("articles/<uuid:pk>/refetch/", articles.ArticleRefetch.as_view(), name="article_refetch"),
    path("articles/<uuid:pk>/redact/", articles.ArticleRedaction.as_view(), name="article_redact"),
    path("articles/<uuid:pk>/comparison/", findings.ArticleComparison.as_view(), name="article_comparison"),
    path("articles/<uuid:pk>/findings/", findings.ArticleFindings.as_view(), name="article_findings"),
    path("findings/", findings.Findings.as_view(), name="findings"),
    path("findings/<uuid:pk>/settle/", findings.FindingSettlement.as_view(), name="finding_settle"),
    path("revisions/<uuid:pk>/", articles.OneRevision.as_view(), name="revision"),
    path("claims/", claims.Claims.as_view(), name="claims"),
    path("claims/<uuid:pk>/", units.OneClaim.as_view(), name="claim"),
    path("claims/<uuid:pk>/reviews/", reviews.ClaimReviews.as_view(), name="claim_reviews"),
    path("assertions/<uuid:pk>/reviews/", reviews.AssertionReviews.as_view(), name="assertion_reviews"),
    path("reviews/<uuid:pk>/withdraw/", reviews.ReviewWithdrawal.as_view(), name="review_withdraw"),
    path("acts/<uuid:pk>/undo/", units.ActUndo.as_view(), name="act_undo"),
    path("evidence/", reviews.EvidenceList.as_view(), name="evidence_list"),
    path("evidence/<uuid:pk>/", reviews.OneEvidence.as_view(), name="evidence"),
    path("decisions/", claims.Decisions.as_view(), name="decisions"),
    path("decisions/<uuid:pk>/publish/", claims.DecisionPublication.as_view(), name="decision_publish"),
    path("feeds/", feeds.Feeds.as_view(), name="feeds"),
    path("feeds/<uuid:pk>/", feeds.OneFeed.as_view(), name="feed"),
    path("feeds/<uuid:pk>/entries/", feeds.FeedEntries.as_view(), name="feed_entries"),
    path("feeds/<uuid:pk>/visit/", feeds.FeedVisit.as_view(), name="feed_visit"),
    path("feeds/<uuid:pk>/unsubscribe/", feeds.FeedUnsubscription.as_view(), name="feed_unsubscribe"),
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("imports/<uuid:pk>/", imports.OneImport.as_view(), name="import"),
    path("imports/<uuid:pk>/skips/", imports.ImportSkips.as_view(), name="import_skips"),
    path("speakers/", reference.Speakers.as_view(), name="speakers"),
    path("speakers/<uuid:pk>/", reference.OneSpeaker.as_view(), name="speaker"),
    path("organizations/", reference.Organizations.as_view(), name="organizations"),
    path("rubrics/current/", reference.CurrentRubric.as_view(), name="rubric"),
    path("exports/verdicts.jsonl", exports.VerdictsAsJsonLines.as_view(), name="verdicts_jsonl"),
    path("exports/verdicts.csv", exports.VerdictsAsCsv.as_view(), name="verdicts_csv"),
    path("schema/", docs.Schema.as_view(), name="schema"),
    path("docs/", docs.Docs.as_view(), name="docs"),
    re_path(r"^(?P<path>.*)$", reference.without_slash),
]
