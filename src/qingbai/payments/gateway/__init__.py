"""A payment gateway of our own that stands in for both providers (模拟支付机构): for demonstrations and tests, on this machine alone.

No money moves here. It speaks the providers' own protocols with real signatures, under keys that it makes when it starts: orders, a
page on which a person presses "pay", messages to the merchant (delivered, lost, twice, late, altered), queries, refunds, bills.
"""
