"""Secrecy: nothing goes online without a review of exactly what goes online (Art. 4 第四条, 12 第十二条)."""
