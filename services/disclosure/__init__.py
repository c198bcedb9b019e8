"""Disclosure: matters that a unit must disclose and their clocks, applications for disclosure (Art. 7 第七条, 11 第十一条).

Operations: see ``use_cases``. Events: see ``events``. A matter is something formed, changed or kept on a day; it opens a
duty for its unit, and the publication of the item that carries it meets the duty, in time or late.
"""
