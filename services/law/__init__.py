"""Law: holiday notices and rulings, and the public's view of calendar, terms and rules (Art. 7, 21, 22 第七、二十一、二十二条).

Operations: see ``use_cases``. Events: see ``events``. Rules come with the installed packs and are not changed here; what
comes in year by year is the State Council's notice of holidays, and what the oversight office says an article means. A ruling
is public once the secrecy review cleared exactly its text, and somebody publishes it (Art. 4 第四条, 12 第十二条).
"""
