"""Trains one phase of a model; an interrupted phase goes on from its checkpoint when started again.

    train.py CONFIG.json dense                 plateau without quantisers
    train.py CONFIG.json mixed                 the plateau goes on, with labelled reviews in every batch
    train.py CONFIG.json quantised             quantisers inserted into that checkpoint, rates go down to 0
    train.py CONFIG.json twin                  the same steps and batches without quantisers, for comparison

    --steps N                                  instead of the phase's own number
    --measure N                                run N steps, print seconds a step, write nothing

A phase ends after its `steps`, or early when WORK/PHASE.stop exists. It is a block of the config: {init, draws, steps, rows,
quantised, peak, warmup, decay, commitment, labelled: {...}, levers: {...}, model: {...}}. Writes WORK/PHASE.pt and WORK/PHASE.log.
"""
import argparse
import functools
import json
import os
import resource
import time

import numpy as np
import torch
from torch.nn import functional

import data
import heads
import levers
import optimiser
import parallel
from model import Model
from quantiser import Quantiser
from tokenizer_training import Tokenizer


def device_and_dtype(config):
    settings = config["device"]
    device = torch.device(settings["name"] if settings["name"] != "auto" else "cuda" if torch.cuda.is_available() else "cpu")
    if settings["threads"] and device.type == "cpu":
        torch.set_num_threads(max(1, settings["threads"] // parallel.world()))
    return device, {"bf16": torch.bfloat16, "fp32": torch.float32}[settings["precision"]]


def build(config, device, dtype):
    """A fresh model of the config; needs the trained tokenizer for the segment ends."""
    tokenizer = Tokenizer.load(data.work_path(config, "tokenizer.json"))
    model = Model(config["model"], tokenizer.segment_end_tokens(config["model"]["segment"].get("closed_by", "sentences")), dtype).to(device)
    return model, tokenizer


def load(config, phase, device, dtype):
    """The model of a finished (or running) phase, in evaluation mode, with its checkpoint's facts."""
    model, tokenizer = build(data.for_phase(config, phase), device, dtype)
    state = torch.load(data.work_path(config, phase + ".pt"), map_location=device)
    model.load_state_dict(state["model"])
    return model.eval(), tokenizer, state


def take_weights(model, weights, settings):
    """Weights of the phase before. Codebooks that it never used may have another size: this phase starts its own. So do
    the tensors whose names hold a word of `fresh`; those that hold a word of `scale` are multiplied first."""
    fresh, own = settings.get("fresh", []), model.state_dict()
    weights = {key: value for key, value in weights.items()
               if not (any(word in key for word in fresh) and (key not in own or own[key].shape != value.shape))}
    for word, factor in settings.get("scale", {}).items():
        weights = {key: value * factor if word in key else value for key, value in weights.items()}
    unused = {key[:-len("ready")] for key, value in weights.items() if key.endswith("quantiser.ready") and not value}
    kept = {key: value for key, value in weights.items() if not any(key.startswith(prefix) for prefix in unused)}
    missing = model.load_state_dict(kept, strict=False)
    wrong = [k for k in missing.missing_keys if "quantiser." not in k and not any(word in k for word in fresh)]
    wrong += missing.unexpected_keys
    if wrong:
        raise SystemExit(f"the phase before has not the weights of this model: {', '.join(wrong[:4])}")


def rate(step, phase):
    """Share of the full rate: short warm-up, plateau at `peak` (1 if not given), then straight down to 0 over the last
    `decay` of the steps."""
    up = min(1.0, (step + 1) / phase["warmup"]) if phase["warmup"] else 1.0
    left = (phase["steps"] - step) / phase["steps"]
    return phase.get("peak", 1.0) * up * (min(1.0, left / phase["decay"]) if phase["decay"] else 1.0)


@torch.no_grad()
def quick_loss(model, tokens, quantised, windows, length):
    """Nats a token over evenly spread windows."""
    model.eval()
    total = 0.0
    device = model.embed.device
    for i in range(windows):
        start = i * (len(tokens) - length - 1) // windows
        run = torch.from_numpy(tokens[start:start + length + 1].astype(np.int64)).to(device)[None]
        inputs = run[:, :-1].clone()
        inputs[:, 0] = model.start_token
        y, _ = model(inputs, quantised)
        total += float(model.loss(y, run[:, 1:]))
    model.train()
    return total / windows


class Phase:
    """Everything that a checkpoint has to hold to go on as if nothing had happened."""

    def __init__(self, config, name, measured=0):
        """measured: if not 0, run() makes this many steps for a look at the clock, and writes nothing."""
        config = data.for_phase(config, name)
        self.config, self.name, self.settings, self.measured = config, name, config["phases"][name], measured
        self.device, self.dtype = device_and_dtype(config)
        torch.manual_seed(config["seed"])
        # Phases with equal `draws` see equal batches: the twin and the quantised phase have to.
        self.generator = np.random.default_rng([config["seed"], self.settings["draws"]])
        self.model, self.tokenizer = build(config, self.device, self.dtype)
        self.head = None
        extra = self.settings.get("labelled")
        if extra:
            head = config["heads"][extra["head"]]
            self.head = heads.Head(config["model"]["width"], head["width"], len(head["labels"])).to(self.device)
        self.step, self.tokens_seen, self.cpu_before, self.cpu_earlier = 0, 0, 0.0, 0.0
        path = data.work_path(config, name + ".pt")
        resumed = os.path.exists(path)
        init = self.settings["init"]
        if not resumed and init:
            take_weights(self.model, torch.load(data.work_path(config, init + ".pt"), map_location=self.device)["model"],
                         self.settings)
        self.quantisers = [m for m in self.model.modules() if isinstance(m, Quantiser)]
        self.levers = self.settings.get("levers", {})
        for q in self.quantisers:
            q.noise, q.second = self.levers.get("noise", 0.0), self.levers.get("second", 0.0)
        self.optimisers = optimiser.make(self.model, config["optimiser"], self.dtype)
        if self.head is not None:
            self.optimisers[1].add_param_group({"params": list(self.head.parameters()), "lr": 3e-3, "base": 3e-3})
        if resumed:
            self.restore(torch.load(path, map_location=self.device))
        elif init:
            state = torch.load(data.work_path(config, init + ".pt"), map_location=self.device)
            self.tokens_seen, self.cpu_earlier = state["tokens_seen"], state["cpu_minutes"]
            if self.head is not None and state["head"] is not None:
                self.head.load_state_dict(state["head"])
            # continue_from.py has none to give, and tensors that begin anew have none.
            if state["optimisers"] is not None and not self.settings.get("fresh"):
                self.take_optimisers(state)

    def take_optimisers(self, state):
        """Momentum and second moments of the phase before: without them the first steps would undo part of the plateau."""
        self.optimisers[0].load_state_dict(state["optimisers"][0])
        for group, saved in zip(self.optimisers[1].param_groups, state["adam_moments"]):
            for p, moments in zip(group["params"], saved):
                self.optimisers[1].state[p] = moments

    def cpu_minutes(self):
        """User CPU minutes of this phase and of those it builds on, over all processes (all have to ask)."""
        used = torch.tensor([resource.getrusage(resource.RUSAGE_SELF).ru_utime / 60])
        parallel.sum_([used])
        return self.cpu_earlier + self.cpu_before + float(used)

    def save(self):
        adam = self.optimisers[1]
        state = {"model": self.model.state_dict(), "optimisers": [o.state_dict() for o in self.optimisers],
                 "adam_moments": [[adam.state[p] for p in g["params"]] for g in adam.param_groups],
                 "head": self.head.state_dict() if self.head is not None else None, "step": self.step,
                 "tokens_seen": self.tokens_seen, "cpu_minutes": self.cpu_minutes(), "cpu_earlier": self.cpu_earlier,
                 "generator": self.generator.bit_generator.state, "torch_generator": torch.get_rng_state()}
        if parallel.rank() != 0:
            return
        path = data.work_path(self.config, self.name + ".pt")
        torch.save(state, path + ".part")
        os.replace(path + ".part", path)

    def restore(self, state):
        self.model.load_state_dict(state["model"])
        for target, saved in zip(self.optimisers, state["optimisers"]):
            target.load_state_dict(saved)
        if self.head is not None:
            self.head.load_state_dict(state["head"])
        self.step, self.tokens_seen = state["step"], state["tokens_seen"]
        self.cpu_earlier = state["cpu_earlier"]
        self.cpu_before = state["cpu_minutes"] - state["cpu_earlier"]
        self.generator.bit_generator.state = state["generator"]
        torch.set_rng_state(state["torch_generator"].cpu())

    def share(self, array):
        """This process's part of a batch that all processes have drawn alike."""
        return torch.from_numpy(array[parallel.rank()::parallel.world()]).to(self.device)

    def add_up(self, stop):
        """Gradients become means over all processes, what the quantisers noted becomes sums; true if any wants to stop."""
        flag = torch.tensor([float(stop)], device=self.device)
        gradients = [p.grad for o in self.optimisers for g in o.param_groups for p in g["params"] if p.grad is not None]
        noted = [t for q in self.quantisers for t in (q.hits, q.sums)]
        parallel.sum_(gradients + noted + [flag])
        if parallel.world() > 1:
            for g in gradients:
                g /= parallel.world()
        return float(flag) > 0

    def report(self, taken):
        """Prints the pace of measured steps; the first ones, in which buffers are made, count less in a median."""
        pace, rows = float(np.median(np.diff(taken))), self.settings["rows"] * self.config["model"]["context"]
        if parallel.rank() == 0:
            print(f"{self.name}: {pace:.3f} s a step, {rows / pace:.0f} tokens a second (without labelled ones)")

    def run(self):
        quiet = self.measured or parallel.rank() != 0
        with open(os.devnull if quiet else data.work_path(self.config, self.name + ".log"), "a", encoding="utf-8") as log:
            self.make_steps(log)

    def make_steps(self, log):
        config, settings, model = self.config, self.settings, self.model
        train, valid = data.load_tokens(config, "train"), data.load_tokens(config, "valid")
        length, start_token = config["model"]["context"], model.start_token
        forward = model
        if config["device"].get("compile") and hasattr(torch, "compile"):
            forward = torch.compile(model)
        extra = settings.get("labelled")
        if extra:
            head = config["heads"][extra["head"]]
            reviews, classes = data.labelled_rows(config, self.tokenizer, head["train"], head["mapping"], length)
        first = parallel.rank() == 0
        stop = data.work_path(config, self.name + ".stop")
        model.train()
        began, mean, mean_head, stopping, taken = time.time(), None, None, False, []
        while self.step < settings["steps"] and not stopping:
            if self.measured:
                taken.append(time.time())
                if len(taken) > self.measured:
                    return self.report(taken)
            share = rate(self.step, settings)
            for o in self.optimisers:
                for group in o.param_groups:
                    group["lr"] = group["base"] * share
            inputs, targets = map(self.share, data.training_batch(train, self.generator, settings["rows"], length, start_token))
            y, aux = forward(inputs, settings["quantised"], levers.nearest if "margin" in self.levers else None)
            loss = entropy = model.loss(y, targets)
            weight = targets.numel()
            if extra:
                rows, labels, lengths = data.labelled_batch(reviews, classes, self.generator, extra["rows"], extra["length"],
                                                            start_token)
                runs, real = self.share(rows), self.share(lengths)
                y, more = forward(runs[:, :-1], settings["quantised"])
                inside = torch.arange(extra["length"], device=self.device)[None] < real[:, None]
                follows = torch.arange(extra["length"], device=self.device)[None] + 1 < real[:, None]
                wrong = functional.cross_entropy(self.head(y, inside), self.share(labels))
                count = int(follows.sum())
                other = model.loss(y[follows][None], runs[:, 1:][follows][None])
                loss = (entropy * weight + other * count) / (weight + count) + extra["weight"] * wrong
                aux["commitment"] = [(a + b) / 2 for a, b in zip(aux["commitment"], more["commitment"])]
                weight += count
                mean_head = float(wrong) if mean_head is None else 0.98 * mean_head + 0.02 * float(wrong)
            if aux["commitment"]:
                loss = loss + settings["commitment"] * sum(aux["commitment"])
            if "margin" in self.levers:
                loss = loss + self.levers["margin"]["weight"] * levers.hinge(aux["inside"], self.levers["margin"]["target"])
            if "consistency" in self.levers:
                edits = np.random.default_rng([config["seed"], settings["draws"], self.step, parallel.rank()])
                loss = loss + self.levers["consistency"]["weight"] * levers.consistency(
                    model, self.levers["consistency"], inputs, aux["codes"], edits, train)
            for o in self.optimisers:
                o.zero_grad(set_to_none=True)
            loss.backward()
            stopping = self.add_up(first and os.path.exists(stop))
            torch.nn.utils.clip_grad_norm_(model.parameters(), config["optimiser"]["clip"])
            for o in self.optimisers:
                o.step()
            for q in self.quantisers:
                q.step()
            self.step += 1
            self.tokens_seen += weight * parallel.world()
            mean = float(entropy) if mean is None else 0.98 * mean + 0.02 * float(entropy)
            last = self.step == settings["steps"]
            if self.step % 20 == 0 or last:
                facts = {"step": self.step, "loss": round(mean, 4), "rate": round(share, 3), "tokens": self.tokens_seen,
                         "seconds": round(time.time() - began, 1), "cpu_minutes": round(self.cpu_minutes(), 2)}
                if aux["commitment"]:
                    facts["commitment"] = [round(float(c), 3) for c in aux["commitment"]]
                if mean_head is not None:
                    facts["head_loss"] = round(mean_head, 4)
                if self.step % config["log"]["valid_every"] == 0 or last:
                    facts["valid"] = round(quick_loss(model, valid, settings["quantised"], 16, length), 4)
                print(json.dumps(facts), file=log, flush=True)
            if self.step % config["log"]["save_every"] == 0 and not self.measured:
                self.save()
        self.save()


def work(arguments):
    config = data.load_config(arguments.config)
    if arguments.steps:
        config["phases"][arguments.phase]["steps"] = arguments.steps
    Phase(config, arguments.phase, arguments.measure).run()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("config")
    parser.add_argument("phase")
    parser.add_argument("--steps", type=int, help="instead of the phase's own number")
    parser.add_argument("--measure", type=int, default=0, help="run so many steps, print seconds a step, write nothing")
    arguments = parser.parse_args()
    config = data.load_config(arguments.config)
    parallel.launch(functools.partial(work, arguments), config["device"]["processes"],
                    data.work_path(config, arguments.phase + ".meeting"))


if __name__ == "__main__":
    main()
