"""The schema and the pages that show it, from files of this machine."""

from __future__ import annotations

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class Schema(SpectacularAPIView):
    """The OpenAPI schema: YAML, or JSON to those who ask for it."""


# The one exception from the site's policy: the viewer writes its styles into the page. Scripts stay files.
@method_decorator(csp_update({"style-src": [SELF, UNSAFE_INLINE]}), name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    """The schema as a page to read and to try."""

    url_name = "api:schema"
