from django.urls import path

from mobilink.console.reports import releases, views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/window.pdf", views.window_pdf, name="reports_pdf"),
    path("reports/<uuid:pk>/", views.report, name="report"),
    path("reports/<uuid:pk>/report.pdf", views.report_pdf, name="report_pdf"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<uuid:pk>/", releases.edit, name="release"),
    path("releases/<uuid:pk>/approve", releases.approve, name="release_approve"),
    path("releases/<uuid:pk>/release.pdf", releases.paper, name="release_pdf"),
]
