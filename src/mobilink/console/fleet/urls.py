from django.urls import path

from mobilink.console.fleet import figures, views

urlpatterns = [
    path("fleet/", views.fleet, name="fleet"),
    path("fleet/figures/", figures.figures, name="fleet_figures"),
    path("fleet/assets.csv", views.assets, name="fleet_assets"),
    path("fleet/inspections/<uuid:pk>/mended", views.mended, name="fleet_mended"),
    path("fleet/<uuid:pk>/<slug:what>", views.record, name="fleet_record"),
]
