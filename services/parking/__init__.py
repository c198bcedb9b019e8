"""Parking: events that nobody could handle, kept with reason and trace until somebody decides (Art. 3, 5 第三、五条).

Takes in every message of the queue ``guanwang.parked``; operators look, let an event be tried again, or drop it with a reason.
Operations: see ``use_cases``. It publishes nothing: what is really stuck is told by metrics (docs/parking.md).
"""
