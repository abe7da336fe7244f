from django.apps import AppConfig


class GoodsConfig(AppConfig):
    name = "mobilink.goods"
    label = "goods"
