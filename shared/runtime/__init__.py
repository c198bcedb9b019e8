"""The frame that services run in; the only home of nameko, kombu, eventlet and pymongo in ``shared``."""
