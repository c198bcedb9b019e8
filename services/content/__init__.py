"""Content: sites, columns and their filings, articles with their editions (Art. 2 第二条, 4 第四条, 5 第五条, 8, 9).

Operations: see ``use_cases``. Events: see ``events``. An edition goes draft → submitted → approved → cleared → live;
approval and secrecy clearance are bound to the digest of exactly the text that becomes public. A column is filed, opens with
its first public item that counts, owes an update in time from then on, and is closed or merged by another filing.
"""
