# SPDX-License-Identifier: Apache-2.0
"""A Slurm of one node with two processors, in a folder of its own: own key, own ports, nothing of the machine's."""

import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile
import time

DAEMONS = ("munged", "mungekey", "slurmctld", "slurmd", "sbatch")
SEARCHED = os.environ["PATH"] + ":/usr/sbin:/sbin"
PATIENCE_S = 60

CONFIGURATION = """ClusterName=spikeloom
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
SlurmUser={user}
SlurmdUser={user}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
KillWait=5
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs=2
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class OneNodeSlurm:
    """Started by start(), which says what is missing; ended by stop()."""

    def __init__(self):
        missing = [name for name in DAEMONS if shutil.which(name, path=SEARCHED) is None]
        if missing:
            raise RuntimeError(f"no {', '.join(missing)}: scripts/install-packages --slow installs Slurm")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="spikeloom-slurm-"))
        self.folder.chmod(0o755)  # munged wants its socket to be reached by all
        self.daemons = []
        self.environment = dict(os.environ, PATH=SEARCHED, SLURM_CONF=str(self.folder / "slurm.conf"))

    def start(self):
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        controller_port, node_port = free_ports(2)
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=socket.gethostname().partition(".")[0], folder=self.folder, user=pwd.getpwuid(os.getuid()).pw_name,
            controller_port=controller_port, node_port=node_port))
        self.ask("mungekey", "--create", f"--keyfile={self.folder}/munge.key")
        self.daemon("munged", "--force", "--foreground", f"--socket={self.folder}/munge.socket",
                    f"--key-file={self.folder}/munge.key", f"--log-file={self.folder}/munged.log",
                    f"--pid-file={self.folder}/munged.pid", f"--seed-file={self.folder}/munged.seed")
        self.until(lambda: (self.folder / "munge.socket").exists())
        self.daemon("slurmctld", "-D", "-c")
        self.daemon("slurmd", "-D")
        self.until(lambda: "idle" in self.ask("sinfo", "--noheader", "--format=%T", check=False))

    def stop(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def daemon(self, name, *arguments):
        with open(self.folder / f"{name}.out", "w", encoding="utf-8") as output:
            self.daemons.append(subprocess.Popen([shutil.which(name, path=SEARCHED), *arguments], env=self.environment,
                                                 stdout=output, stderr=subprocess.STDOUT, cwd=self.folder))

    def ask(self, *command, cwd=None, check=True):
        done = subprocess.run([str(word) for word in command], env=self.environment, cwd=cwd or self.folder,
                              capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        if check and done.returncode != 0:
            raise RuntimeError(f"{command[0]}: {done.stderr}\n{self.logs()}")
        return done.stdout.strip()

    def until(self, holds, seconds=PATIENCE_S):
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise RuntimeError("Slurm does not get ready:\n" + self.logs())
            time.sleep(0.2)

    def logs(self):
        return "\n".join(f"== {path.name}\n{path.read_text()[-2000:]}" for path in sorted(self.folder.glob("*.out")))

    def submit(self, *arguments, cwd):
        """The number of the job."""
        return self.ask("sbatch", "--parsable", *arguments, cwd=cwd)

    def wait_for_all(self, seconds=600):
        self.until(lambda: self.ask("squeue", "--noheader") == "", seconds)

    def state_of(self, job):
        return dict(word.split("=", 1) for word in self.ask("scontrol", "--oneliner", "show", "job", job).split()
                    if "=" in word)["JobState"]
