"""Configuration file and environment of the embedded broker: everything inside one folder, on loopback only."""

from collections.abc import Mapping
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

# Distribution starts on a fixed port that every Erlang program of this environment asks for: nobody needs epmd.
# An idle broker sleeps instead of spinning: here it shares its cores with everybody else.
_ERLANG = (
    "+sbwt none +sbwtdcpu none +sbwtdio none "
    "-sname {node} -start_epmd false -erl_epmd_port {port} "
    "-kernel inet_dist_use_interface {{127,0,0,1}} inet_dist_listen_min {port} inet_dist_listen_max {port}"
)


def settings(folder: Path, port: int, identity: Mapping[str, str]) -> str:
    """Text of `rabbitmq.conf`; `identity` has user and password."""
    return _SETTINGS.format(folder=folder, port=port, user=identity["user"], password=identity["password"])


def environment(
    folder: Path, node: str, distribution_port: int, scripts: Path | None, env: Mapping[str, str]
) -> dict[str, str]:
    """Environment of the broker; `scripts` is the script folder of the lean installation, if there is one."""
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
        "RABBITMQ_SERVER_START_ARGS": _ERLANG.format(node=node, port=distribution_port),
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
