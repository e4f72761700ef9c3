"""Addresses of the pages about articles as such."""

from django.urls import path

from articles import import_views, views

urlpatterns = [
    path("", views.article_list, name="articles"),
    path("add/", views.article_add, name="article_add"),
    path("import/", import_views.imports, name="imports"),
    path("import/<uuid:pk>/", import_views.one_import, name="import"),
    path("import/<uuid:pk>/report.jsonl", import_views.import_report, name="import_report"),
    path("feeds/", views.feed_list, name="feeds"),
    path("feeds/add/", views.feed_add, name="feed_add"),
    path("feeds/<uuid:pk>/", views.feed, name="feed"),
    path("feeds/<uuid:pk>/visit/", views.feed_visit, name="feed_visit"),
    path("feeds/<uuid:pk>/unsubscribe/", views.feed_unsubscribe, name="feed_unsubscribe"),
]
