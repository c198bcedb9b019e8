"""Directory: units, posts, successors, accounts, API clients, and all tokens (Art. 3 第三条, 5 第五条, 6 第六条).

Operations: see ``use_cases``. Events: see ``events``. Units form a dated tree; nothing of it is ever overwritten, so what
a unit was called and whom it belonged to can be asked for any day. It is the suite's one issuer of access tokens.
"""
