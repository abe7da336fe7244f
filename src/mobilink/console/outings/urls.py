from django.urls import path

from mobilink.console.outings import audit, drives, loads, photos, post_views, posters, slots, views

urlpatterns = [
    path("outings/", views.outings, name="outings"),
    path("outings/new", views.new, name="outing_new"),
    path("outings/<uuid:pk>/", views.outing, name="outing"),
    path("outings/<uuid:pk>/edit", views.edit, name="outing_edit"),
    path("outings/<uuid:pk>/do/<slug:code>", post_views.act, name="act"),
    path("outings/<uuid:pk>/book/<slug:what>", post_views.book, name="book"),
    path("outings/<uuid:pk>/audit/", audit.audit, name="audit"),
    path("outings/<uuid:pk>/attend", post_views.attend, name="attend"),
    path("attendances/<uuid:pk>/back", post_views.attend_back, name="attend_back"),
    path("outings/<uuid:pk>/cash", post_views.cash, name="cash"),
    path("outings/<uuid:pk>/poster.pdf", posters.poster, name="poster_pdf"),
    path("outings/<uuid:pk>/drive/", drives.drive, name="drive"),
    path("outings/<uuid:pk>/drive/drive.pdf", drives.sheet, name="drive_pdf"),
    path("outings/<uuid:pk>/load/", loads.load, name="load"),
    path("outings/<uuid:pk>/load/<slug:what>", loads.record, name="load_record"),
    path("photos/<slug:hash_>", photos.photo, name="photo"),
    path("sign.pdf", posters.sign, name="sign_pdf"),
    path("bookings/<uuid:pk>/free", post_views.free, name="free"),
    path("bookings/<uuid:pk>/served", post_views.served, name="served"),
    path("slots/", slots.slots_page, name="slots"),
    path("slots/new", slots.add, name="slot_new"),
    path("slots/<uuid:pk>/propose", slots.propose, name="slot_propose"),
]
