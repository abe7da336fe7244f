from django.urls import path

from mobilink.design import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("password/", views.ChoosePassword.as_view(), name="password"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("appearance/", views.appearance, name="appearance"),
]
