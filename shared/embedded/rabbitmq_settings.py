"""Configuration file and environment of the embedded broker: everything inside one folder, on loopback only."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from shared.embedded.spawn import DEFAULT_PATH

# The default user is made at the first boot, in place of `guest`, without a call of rabbitmqctl (two seconds each).
# The log of quorum queues is kept in memory until it reaches its size limit, so that must stay far below the watermark.
_SETTINGS = """\
listeners.tcp.1 = 127.0.0.1:{port}
default_user = {user}
default_pass = {password}
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 200MB
raft.wal_max_size_bytes = 33554432
log.console = false
log.file = {folder}/rabbit.log
log.file.rotation.size = 10485760
log.file.rotation.count = 2
"""

# Nodes find each other by name, without a call of rabbitmqctl. A node that is cut off from the others stops answering,
# instead of going on with a state of its own; a node that is frozen is missed after some 20 seconds.
_CLUSTER = """\
cluster_formation.peer_discovery_backend = classic_config
cluster_partition_handling = pause_minority
net_ticktime = 20
"""

# Distribution starts on a fixed port that every Erlang program of this environment asks for: nobody needs epmd.
# An idle broker sleeps instead of spinning: here it shares its cores with everybody else.
_ERLANG = (
    "+sbwt none +sbwtdcpu none +sbwtdio none "
    "{names} {node} -start_epmd false -erl_epmd_port {port} "
    "-kernel inet_dist_use_interface {{{interface}}} inet_dist_listen_min {port} inet_dist_listen_max {port}"
)


def settings(folder: Path, port: int, identity: Mapping[str, str], peers: Sequence[str] = ()) -> str:
    """Text of `rabbitmq.conf`; `identity` has user and password, `peers` are the names of all nodes of a cluster."""
    text = _SETTINGS.format(folder=folder, port=port, user=identity["user"], password=identity["password"])
    if peers:
        text += _CLUSTER
    return text + "".join(f"cluster_formation.classic_config.nodes.{number} = {node}\n" for number, node in enumerate(peers, 1))


def environment(
    folder: Path, node: str, distribution_port: int, scripts: Path | None, env: Mapping[str, str]
) -> dict[str, str]:
    """Environment of the broker; `scripts` is the script folder of the lean installation, if there is one.

    A `node` at an IP address listens for other nodes there: so all nodes of a cluster can use one port, which each other knows.
    """
    host = node.partition("@")[2]
    long = host != "localhost"
    erlang = _ERLANG.format(names="-name" if long else "-sname", node=node, port=distribution_port,
                            interface=host.replace(".", ",") if long else "127,0,0,1")
    return {
        "PATH": env.get("PATH") or DEFAULT_PATH,
        "LANG": "C.UTF-8",
        "HOME": f"{folder}/home",
        # The start script then becomes the broker (exec), so that signals and its end are the broker's own.
        "detached": "true",
        # RabbitMQ looks for epmd once a minute and would start a forgotten one for ever; this forbids it.
        "ERL_AFLAGS": "-start_epmd false",
        # Should anything ask epmd all the same, nothing listens there and it hears so at once.
        "ERL_EPMD_PORT": "1",
        # A crash dump takes a minute to write, and delays the sentence that says what is wrong.
        "ERL_CRASH_DUMP_SECONDS": "0",
        "RABBITMQ_NODENAME": node,
        "RABBITMQ_DIST_PORT": str(distribution_port),
        "RABBITMQ_USE_LONGNAME": "true" if long else "false",
        "RABBITMQ_SERVER_START_ARGS": erlang,
        **_places(folder),
        # Relative to the folder where the broker starts: the start script breaks an absolute path at its spaces.
        **({"RABBITMQ_SCRIPTS_DIR": str(scripts.relative_to(folder))} if scripts else {}),
    }


def _places(folder: Path) -> dict[str, str]:
    """Every path that would otherwise lead into /etc or /var; what does not exist is skipped by RabbitMQ."""
    return {
        "RABBITMQ_MNESIA_BASE": f"{folder}/data",
        "RABBITMQ_LOG_BASE": f"{folder}/log",
        "RABBITMQ_SCHEMA_DIR": f"{folder}/schema",
        "RABBITMQ_GENERATED_CONFIG_DIR": f"{folder}/generated",
        "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq.conf",
        "RABBITMQ_CONFIG_FILES": f"{folder}/conf.d",
        "RABBITMQ_ADVANCED_CONFIG_FILE": f"{folder}/advanced.config",
        "RABBITMQ_CONF_ENV_FILE": f"{folder}/rabbitmq-env.conf",
        "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/enabled_plugins",
    }
