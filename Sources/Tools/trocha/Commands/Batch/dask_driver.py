"""Runs the shards of a batch plan on the workers of a Dask cluster; started by `trocha batch dask`.

Each task is one shard: a worker starts `trocha batch run PLAN -o DIR --shard i/n --resume`, so that a worker that is lost
midway costs the jobs in its hands alone; Dask gives its task to another. Workers need `trocha` and the plan at the same
paths, and the same folder or object store under DIR.
"""

import argparse
import ctypes
import json
import os
import signal
import subprocess
import sys
import time

DONE_WITH_FAILED_JOBS = 3
CANNOT_WRITE = 7


def end_with_parent(how=signal.SIGTERM):
    """Asks Linux to end this process when its parent ends: a shard must not outlive a worker that was killed."""
    ctypes.CDLL(None).prctl(1, how)


def run_shard(command, shard, shards, patience_s):
    """One shard, on a worker; a folder that the last attempt still holds is waited for."""
    call = [*command, "--shard", f"{shard}/{shards}"]
    deadline = time.monotonic() + patience_s
    while True:
        ended = subprocess.run(call, preexec_fn=end_with_parent, capture_output=True, text=True)
        if ended.returncode in (0, DONE_WITH_FAILED_JOBS):
            return ended.returncode
        message = ended.stderr.strip().splitlines()[-1:] or [f"exit code {ended.returncode}"]
        if ended.returncode != CANNOT_WRITE or "another run" not in message[0] or time.monotonic() > deadline:
            # Dask tries a shard that raises again, as often as --retries says.
            raise RuntimeError(f"shard {shard}/{shards}: {message[0]}")
        time.sleep(1)


def connect(options):
    import dask
    from distributed import Client, LocalCluster

    # A task whose worker dies is given to others this often before it counts as the task's own fault.
    dask.config.set({"distributed.scheduler.allowed-failures": options.retries})
    if options.scheduler:
        return Client(options.scheduler)
    return Client(LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None))


def report(options, **event):
    if options.progress == "json":
        print(json.dumps(event), file=sys.stderr, flush=True)
    elif options.progress == "plain":
        print(f"{event['done']} of {event['total']} shards", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(prog="trocha batch dask")
    parser.add_argument("--scheduler")
    parser.add_argument("--workers", type=int)
    parser.add_argument("--shards", type=int)
    parser.add_argument("--retries", type=int, default=10)
    parser.add_argument("--patience", type=float, default=60)
    parser.add_argument("--progress", choices=["plain", "json", "none"], default="none")
    parser.add_argument("command", nargs="+", help="trocha batch run PLAN -o DIR --resume …")
    options = parser.parse_args()
    end_with_parent(signal.SIGKILL)
    with connect(options) as client:
        from distributed import as_completed

        shards = options.shards
        tasks = [
            client.submit(
                run_shard, options.command, shard, shards, options.patience,
                key=f"trocha-shard-{shard}-of-{shards}", pure=False, retries=options.retries)
            for shard in range(1, shards + 1)
        ]
        status, done = 0, 0
        for task in as_completed(tasks):
            try:
                status = max(status, task.result())
            except Exception as fault:
                client.cancel(tasks)
                print(f"error: {fault}", file=sys.stderr)
                return 1
            done += 1
            report(options, event="shard", done=done, total=shards)
    return status


if __name__ == "__main__":
    # Run with `python -c`: workers get the functions by value, not by import.
    sys.exit(main())
