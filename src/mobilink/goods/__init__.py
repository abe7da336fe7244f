"""What returned workers make and the service shows: makers, products, permits, consigned stock, cash.

A *consignment* is what a maker handed over at once, on agreed terms. Goods are never counted up and
down: each *movement* takes so many from one place to another, and every balance is their sum.
"""
