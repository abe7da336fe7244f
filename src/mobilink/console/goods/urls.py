from django.urls import path

from mobilink.console.goods import corrections, counts, lots, products, statements, views

urlpatterns = [
    path("goods/", views.makers_list, name="makers"),
    path("goods/products/", products.products_list, name="products"),
    path("goods/new", views.new, name="goods_new"),
    path("goods/makers/<uuid:pk>/", views.maker, name="goods_maker"),
    path("goods/makers/<uuid:pk>/forget", views.forget, name="goods_forget"),
    path("goods/makers/<uuid:pk>/product", products.new, name="goods_product_new"),
    path("goods/makers/<uuid:pk>/statement/", statements.statement, name="goods_statement"),
    path("goods/makers/<uuid:pk>/statement.pdf", statements.paper, name="goods_statement_pdf"),
    path("goods/makers/<uuid:pk>/pay", statements.pay, name="goods_pay"),
    path("goods/makers/<uuid:pk>/account", statements.account, name="goods_account"),
    path("goods/accounts/<uuid:pk>/open", statements.open_one, name="goods_account_open"),
    path("goods/products/<uuid:pk>/", products.product, name="goods_product"),
    path("goods/products/<uuid:pk>/permit", products.permit, name="goods_permit"),
    path("goods/products/<uuid:pk>/take-in", products.take_in, name="goods_take_in"),
    path("goods/photos/<slug:hash_>", products.photo, name="goods_photo"),
    path("goods/lots/", lots.lots, name="lots"),
    path("goods/lots/<uuid:pk>/", lots.lot, name="goods_lot"),
    path("goods/lots/<uuid:pk>/count", counts.count, name="goods_count"),
    path("goods/counts/<uuid:pk>/settle", counts.settle, name="goods_settle"),
    path("goods/movements/<uuid:pk>/back", corrections.movement, name="goods_movement_back"),
    path("goods/payments/<uuid:pk>/back", corrections.payment, name="goods_payment_back"),
    path("goods/slips/<uuid:pk>.pdf", lots.slip, name="goods_slip"),
]
