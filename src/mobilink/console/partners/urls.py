from django.urls import path

from mobilink.console.partners import outing_invitations, post_views, views

urlpatterns = [
    path("outings/<uuid:pk>/invite", outing_invitations.invite, name="outing_invite"),
    path("invitations/<uuid:pk>/answer", outing_invitations.answer, name="outing_answer"),
    path("partners/", views.partners_list, name="partners"),
    path("partners/new", post_views.add, name="partner_new"),
    path("partners/<uuid:pk>/", views.partner, name="partner"),
    path("partners/<uuid:pk>/<slug:what>", post_views.keep, name="partner_keep"),
    path("partners/<uuid:pk>/thanks/<uuid:outing>.pdf", views.thanks, name="partner_thanks"),
    path("partners/contacts/<uuid:pk>/<slug:what>", post_views.contact, name="partner_contact"),
    path("partners/codes/<uuid:pk>/back", post_views.take_back, name="partner_take_back"),
    path("partners/objections/<uuid:pk>/erase", post_views.erase, name="partner_erase_words"),
    path("partners/<slug:what>s/<uuid:pk>/answer", post_views.answer, name="partner_answer"),
]
