"""Files: what is attached to what is published, by the digest of its bytes (Art. 4 第四条: cleared is exactly this).

Bytes are stored once, whoever brings them; what a file is, is sniffed and never believed; the public may read a file only while
something public refers to it. Operations: see ``use_cases``. Events: see ``events``. Bytes come and go by a process's own blob
port, over HTTP from the gateways, and never through the broker.
"""
