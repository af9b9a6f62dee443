"""Measures how fast Jupyter kernels start and answer, side by side, and prints a table.

    startup.py [--runs N] [--cells N] [KERNEL ...]     names of installed kernel specs; by default jacobi and python3

Every run starts the command of the kernel spec itself, so that the clock begins with the process. Kernels take turns, so that
whatever else the machine does hits all of them. A kernel's sockets are tried every few milliseconds until it listens.
"""
import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.session import Session

PATIENCE_MILLIS = 30_000

LANGUAGES = {
    "java": {
        "first": "1 + 1",
        "trivial": "1 + {n}",
        "class": "class C{n} {{ int v = {n}; }}",
        "completion": "Math.ab",
    },
    "python": {
        "first": "1 + 1",
        "trivial": "1 + {n}",
        "class": "class C{n}:\n    v = {n}",
        "completion": "str.is",
    },
}


class Kernel:
    """A kernel's process with the four sockets of a client."""

    def __init__(self, spec):
        self.directory = tempfile.TemporaryDirectory()
        file, config = write_connection_file(os.path.join(self.directory.name, "kernel.json"), ip="127.0.0.1")
        self.session = Session(key=config["key"].encode())
        self.context = zmq.Context()
        self.sockets = {}
        for name, kind in (("shell", zmq.DEALER), ("control", zmq.DEALER), ("iopub", zmq.SUB)):
            socket = self.context.socket(kind)
            socket.linger = 0
            socket.setsockopt(zmq.RECONNECT_IVL, 3)
            if name == "iopub":
                socket.subscribe(b"")
            socket.connect(f"tcp://127.0.0.1:{config[name + '_port']}")
            self.sockets[name] = socket
        command = [part.format(connection_file=file) for part in spec.argv]
        self.start = time.perf_counter()
        self.process = subprocess.Popen(command, env={**os.environ, **spec.env}, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ask(self, kind, content=None, channel="shell"):
        """Sends a request; gives the reply."""
        request = self.session.send(self.sockets[channel], kind, content or {})
        return self.receive(channel, lambda m: m["parent_header"].get("msg_id") == request["header"]["msg_id"])

    def receive(self, channel, wanted):
        while True:
            if not self.sockets[channel].poll(PATIENCE_MILLIS):
                raise TimeoutError(f"no answer on {channel}: {self.process.args}")
            _, message = self.session.recv(self.sockets[channel], mode=0)
            if wanted(message):
                return message

    def execute(self, code):
        """Runs a cell; returns when the kernel is idle again, as a notebook sees it."""
        reply = self.ask("execute_request", {"code": code, "silent": False, "store_history": True,
                                             "user_expressions": {}, "allow_stdin": False, "stop_on_error": True})
        if reply["content"]["status"] != "ok":
            raise RuntimeError(f"{code!r} failed: {reply['content']}")
        parent = reply["parent_header"]["msg_id"]
        self.receive("iopub", lambda m: m["parent_header"].get("msg_id") == parent
                     and m["content"].get("execution_state") == "idle")

    def rss_megabytes(self):
        """The resident memory of the process and of what it started."""
        rows = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
        table = [tuple(map(int, row.split())) for row in rows.splitlines()]
        tree = {self.process.pid}
        while True:
            more = {pid for pid, parent, _ in table if parent in tree} | tree
            if more == tree:
                break
            tree = more
        return sum(rss for pid, _, rss in table if pid in tree) / 1024

    def shut_down(self):
        begin = time.perf_counter()
        self.ask("shutdown_request", {"restart": False}, channel="control")
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            return float("nan")
        return time.perf_counter() - begin

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        for socket in self.sockets.values():
            socket.close()
        self.context.term()
        self.directory.cleanup()


def seconds(action):
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def measure(spec, cells, idle):
    """One life of a kernel."""
    code = LANGUAGES[spec.language]
    kernel = Kernel(spec)
    result = {}
    try:
        kernel.ask("kernel_info_request")
        result["kernel_info"] = time.perf_counter() - kernel.start
        kernel.execute(code["first"])
        result["first result"] = time.perf_counter() - kernel.start
        time.sleep(idle)
        result["idle RSS"] = kernel.rss_megabytes()
        for name in ("trivial", "class"):
            times = [seconds(lambda: kernel.execute(code[name].format(n=n))) for n in range(cells)]
            result[name + " cell"] = statistics.median(times)
        completion = {"code": code["completion"], "cursor_pos": len(code["completion"])}
        result["first completion"] = seconds(lambda: kernel.ask("complete_request", completion))
        result["completion"] = statistics.median(seconds(lambda: kernel.ask("complete_request", completion)) for _ in range(cells))
        result["RSS after all"] = kernel.rss_megabytes()
        result["shutdown"] = kernel.shut_down()
        return result
    finally:
        kernel.kill()


def text(column, value):
    return f"{value:.0f} MB" if "RSS" in column else f"{value * 1000:.1f} ms" if value < 0.05 else f"{value * 1000:.0f} ms"


def main():
    parser = argparse.ArgumentParser(description="How fast Jupyter kernels start and answer, side by side.")
    parser.add_argument("kernels", nargs="*", default=["jacobi", "python3"], metavar="KERNEL")
    parser.add_argument("--runs", type=int, default=5, help="lives of each kernel; the table shows medians (default 5)")
    parser.add_argument("--cells", type=int, default=15, help="cells and completions of each kind in a life (default 15)")
    parser.add_argument("--idle", type=float, default=3, help="seconds of rest after the first result (default 3)")
    parser.add_argument("--json", metavar="FILE", help="write all figures to this file")
    options = parser.parse_args()
    manager = KernelSpecManager()
    specs = {name: manager.get_kernel_spec(name) for name in options.kernels}
    results = {name: [] for name in specs}
    for _ in range(options.runs):
        for name, spec in specs.items():
            results[name].append(measure(spec, options.cells, options.idle))
    columns = list(next(iter(results.values()))[0])
    print("| median of %d | %s |" % (options.runs, " | ".join(columns)))
    print("|---|" + "---|" * len(columns))
    for name, rows in results.items():
        medians = [text(c, statistics.median(row[c] for row in rows)) for c in columns]
        print(f"| {specs[name].display_name} | {' | '.join(medians)} |")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    sys.exit(main())
