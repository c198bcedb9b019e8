"""Secrecy: nothing goes online without a review of exactly what goes online (Art. 4 第四条, 12 第十二条).

Operations: see ``use_cases``. Events: see ``events``. Any service that publishes asks by ``<service>.review.requested.v1``;
a review goes open → cleared, refused or returned, or is superseded by a newer request for the same subject. The text is
read from the service that asked and never stored here; of what was found only the place and a keyed digest are kept.
"""
