"""Content: sites, columns, and articles with their editions (Art. 2 第二条, 4 第四条, 5 第五条, 9 第九条).

Operations: see ``use_cases``. Events: see ``events``. An edition goes draft → submitted → approved → cleared → live;
approval and secrecy clearance are bound to the digest of exactly the text that becomes public.
"""
