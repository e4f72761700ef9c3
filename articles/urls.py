"""Addresses of the pages about articles as such."""

from django.urls import path

from articles import views

urlpatterns = [
    path("", views.article_list, name="articles"),
    path("add/", views.article_add, name="article_add"),
]
