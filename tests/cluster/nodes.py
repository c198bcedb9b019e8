"""The servers of a running cluster: who leads what, and the end of one."""
import json
import os
import re
import signal
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pymongo

from shared.embedded.rabbitmq_home import find_server
from tests.journeys.conftest import Suite
from tests.support import wait_until

# Name, leader and members of every queue that is kept.
_QUEUES = """
[iolist_to_binary(lists:join(" ", [element(4, amqqueue:get_name(Q)) |
    [atom_to_list(N) || N <- [proplists:get_value(leader, I) | proplists:get_value(members, I)]]]))
 || Q <- rabbit_amqqueue:list(), amqqueue:get_type(Q) =/= rabbit_classic_queue,
    I <- [rabbit_amqqueue:info(Q, [leader, members])]].
"""


@dataclass(frozen=True)
class Queue:
    """A queue of which nodes have copies; nodes by the names of their ``run`` files."""

    name: str
    leader: str
    members: frozenset[str]


def queues(folder: Path) -> list[Queue]:
    """Every queue that is kept, as the first node that answers knows them."""
    for number in (1, 2, 3):
        if found := _asked(folder, number):
            return found
    raise AssertionError("no node says which queues there are")


def _asked(folder: Path, number: int) -> list[Queue]:
    cluster = folder / "cluster"
    name = json.loads((cluster / "rabbitmq.json").read_text())["name"]
    port = json.loads((cluster / "ports.json").read_text())["distribution"]
    control = find_server({}).parent / "rabbitmqctl"
    done = subprocess.run(
        [control, "-q", "--longnames", "-n", f"{name}@127.0.0.{number}", "eval", _QUEUES], capture_output=True, text=True,
        timeout=60, env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": f"{cluster}/rabbitmq-1/home",
                         "ERL_EPMD_PORT": "1",
                         "RABBITMQ_CTL_ERL_ARGS": f"-start_epmd false -erl_epmd_port {port} -dist_listen false"})
    rows = [line.split() for line in re.findall(r'<<"([^"]+)">>', done.stdout)]
    return [Queue(row[0], _node(row[1]), frozenset(map(_node, row[2:]))) for row in rows]


def _node(name: str) -> str:
    return f"rabbitmq-{name.rpartition('.')[2]}"


def leader_of_most(folder: Path) -> str:
    """The node that leads most of the queues of events."""
    leaders = Counter(queue.leader for queue in queues(folder) if ".on_" in queue.name)
    return leaders.most_common(1)[0][0]


def primary(folder: Path) -> str:
    """The member that writes go to."""
    url = json.loads((folder / "stack.json").read_text())["mongo_url"]
    members = [f"127.0.0.1:{json.loads((folder / f'cluster/mongod-{number}/ports.json').read_text())['mongodb']}"
               for number in (1, 2, 3)]
    with pymongo.MongoClient(url) as client:
        client.admin.command("ping")
        host, port = wait_until(lambda: client.primary, what="there is a primary")
    return f"mongod-{members.index(f'{host}:{port}') + 1}"


def kill(suite: Suite, name: str) -> int:
    """End a server at once; the process that it was."""
    pid = suite.pid(name)
    os.kill(pid, signal.SIGKILL)
    return pid


def is_back(suite: Suite, title: str, times: int) -> bool:
    """Whether ``up`` has said so often that a server answers again."""
    return (suite.folder / "up.out").read_text().count(f"{title} answers again after") >= times
