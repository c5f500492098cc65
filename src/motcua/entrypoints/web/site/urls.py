"""Addresses of the site itself: sign-in, health."""

from django.urls import path

from motcua.entrypoints.web.site import health, home, language, password, second_factor, sign_in

app_name = "site"
urlpatterns = [
    path("", home.home, name="home"),
    path("dang-nhap", sign_in.sign_in, name="sign_in"),
    path("dang-xuat", sign_in.sign_out, name="sign_out"),
    path("ma-xac-nhan", second_factor.code, name="second_factor"),
    path("ma-xac-nhan/dang-ky", second_factor.enrol, name="second_factor_enrol"),
    path("mat-khau", password.password, name="password"),
    path("vi-tri", sign_in.choose_position, name="choose_position"),
    path("ngon-ngu", language.choose_language, name="choose_language"),
    path("live", health.live, name="live"),
    path("ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
]
