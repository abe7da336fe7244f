from django.urls import path

from mobilink.console.people import post_views, views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/new", post_views.enter, name="person_new"),
    path("team/<uuid:pk>/service/<slug:what>", post_views.serve, name="person_serve"),
    path("team/roles/<uuid:pk>/end", post_views.end_role, name="person_role_end"),
    path("team/<uuid:pk>/", views.person, name="person"),
    path("team/<uuid:pk>/password", post_views.give_password, name="person_password"),
    path("team/<uuid:pk>/<slug:what>", post_views.keep, name="person_keep"),
    path("team/skills/<uuid:pk>/no-longer", post_views.give_up, name="person_give_up"),
    path("team/absences/<uuid:pk>/<slug:what>", post_views.absence, name="person_absence"),
]
