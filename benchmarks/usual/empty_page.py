"""The public site's addresses and one more: a page with nothing on it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from qingbai.project.urls import handler404, handler500
from qingbai.project.urls import urlpatterns as ours

__all__ = ["handler404", "handler500", "urlpatterns"]


def empty(_: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>.</title>")


urlpatterns = [path("empty/", empty), *ours]
