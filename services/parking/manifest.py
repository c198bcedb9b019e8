"""What parking says of itself."""
from shared.plugins.manifest import Manifest

MANIFEST = Manifest(
    name="parking",
    title="停放事件",
    version="1.0.0",
    articles=("Art. 3 第三条", "Art. 5 第五条"),
    routes="services.parking.routes:ROUTES",
    errors="services.parking.errors",
    service="services.parking.service:ParkingService",
    broker_rights={"read": ("guanwang.parked",), "write": ("amq.default",)},
    settings={
        "plugins.services.parking.patience_seconds": "How long after it was put back an event that did not return is taken as "
                                                     "handled; 60.",
        "plugins.services.parking.alarm_minutes": "How long an event may wait for a decision before that is an alarm; 15.",
    },
)
