"""Data parallelism over processes of one machine.

Two processes of one thread each meet once a step; two threads of one process meet at every operation, which on a shared
machine means that one mostly waits for the other.
"""
import os

import torch
import torch.distributed as distributed


def rank():
    return distributed.get_rank() if distributed.is_initialized() else 0


def world():
    return distributed.get_world_size() if distributed.is_initialized() else 1


def sum_(tensors):
    """Adds up every tensor over all processes, in place, in one message."""
    if world() == 1:
        return
    flat = torch.cat([t.reshape(-1) for t in tensors])
    distributed.all_reduce(flat)
    start = 0
    for t in tensors:
        t.copy_(flat[start:start + t.numel()].view(t.shape))
        start += t.numel()


def broadcast_(tensors):
    """The first process's values for everybody, in place."""
    if world() > 1:
        for t in tensors:
            distributed.broadcast(t, 0)


def launch(work, processes, meeting_file):
    """Runs work() in `processes` processes; returns when all have ended."""
    if processes == 1:
        work()
        return
    if os.path.exists(meeting_file):
        os.remove(meeting_file)
    torch.multiprocessing.spawn(_enter, args=(work, processes, os.path.abspath(meeting_file)), nprocs=processes)


def _enter(index, work, processes, meeting_file):
    distributed.init_process_group("gloo", init_method="file://" + meeting_file, rank=index, world_size=processes)
    work()
