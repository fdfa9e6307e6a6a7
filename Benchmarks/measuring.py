"""What the HTTP benchmarks share: wrk, and what processes use of the machine."""

import os
import re
import socket
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BINARIES = os.path.join(ROOT, ".build", "release")
SCRIPTS = os.path.join(ROOT, "Benchmarks", "wrk")
CONNECTIONS = 64
TICKS = os.sysconf("SC_CLK_TCK")


def require_linux():
    if not os.path.exists("/proc/self/stat"):
        raise SystemExit("the benchmark reads /proc: run it on Linux")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu(pid):
    """CPU seconds that a process has used so far."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid):
    """Resident and anonymous memory of a process in MB."""
    status = open(f"/proc/{pid}/status").read()
    return [int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024 for name in ("VmRSS", "RssAnon")]


def wrk(url, seconds, script=None, *arguments):
    """Runs wrk and returns the count of requests, requests a second, p50 and p99 in ms. Failed requests end it all."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    if script:
        command += ["-s", os.path.join(SCRIPTS, script), url, "--", *map(str, arguments)]
    else:
        command += [url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    errors = re.search(r"Socket errors: (.*)", output)
    if failed or errors:
        raise SystemExit(f"requests failed:\n{output}")
    return {
        "count": int(re.search(r"(\d+) requests in", output)[1]),
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]),
        "p50": milliseconds(re.search(r"(?m)^\s+50%\s+(\S+)", output)[1]),
        "p99": milliseconds(re.search(r"(?m)^\s+99%\s+(\S+)", output)[1]),
    }


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
