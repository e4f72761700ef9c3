"""The site map."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("audit.urls")),
    path("articles/", include("articles.urls")),
    path("api/v1/", include("audit.api.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "audit.views.site.bad_request"
handler403 = "audit.views.site.forbidden"
handler404 = "audit.views.site.not_found"
handler500 = "audit.views.site.server_error"
