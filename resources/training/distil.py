"""Distillation: a quantised student follows the dense model that it was made from.

Works with any model that answers (y, aux) to model(tokens, quantised, **more) and logits to model.logits(y): model.py and
pretrained_model.py. A model that has labelled positions (`position`) gets ordered random ones in the student and 0, 1, 2, ...
in the teacher: the student learns to live with gaps.
"""
import copy

import numpy as np
import torch
from torch.nn import functional

import data
from pretrained_model import draw_labels
from quantiser import Quantiser

DEFAULTS = {"steps": 100, "rows": 4, "length": 128, "rate": 3e-4, "warmup": 5, "commitment": 0.1, "text_weight": 0.2, "seed": 1}


def labels_for(model, generator, length):
    """Keyword arguments of the student's forward pass."""
    if not hasattr(model, "position"):
        return {}
    return {"labels": draw_labels(generator, length, len(model.position))}


@torch.no_grad()
def held_out_loss(model, tokens, quantised, settings, gaps):
    """Nats a token over up to 16 evenly spread runs; gaps: "none" or "random", where positions are labels."""
    model.eval()
    length, total = settings["length"], 0.0
    runs = min(16, (len(tokens) - 1) // length)
    generator = np.random.default_rng(settings["seed"])
    for i in range(runs):
        start = i * (len(tokens) - length - 1) // runs
        run = torch.from_numpy(tokens[start:start + length + 1].astype(np.int64))[None]
        inputs = run[:, :-1].clone()
        inputs[:, 0] = model.start_token
        more = labels_for(model, generator, length) if gaps == "random" else {}
        y, _ = model(inputs, quantised, **more)
        total += float(functional.cross_entropy(model.logits(y)[0], run[0, 1:]))
    return total / runs


def share_of_rate(step, settings):
    """Short warm-up, then straight down to 0."""
    return min(1.0, (step + 1) / settings["warmup"]) * (settings["steps"] - step) / settings["steps"]


def distil(teacher, tokens, valid, settings):
    """A quantised copy of the dense `teacher` (which stays as it is) after settings["steps"] steps on `tokens`; answers
    (student, facts): the losses before and after in nats a token on `valid`, and KL to the teacher on the way."""
    settings = {**DEFAULTS, **settings}
    torch.manual_seed(settings["seed"])
    generator = np.random.default_rng(settings["seed"])
    teacher = teacher.eval()
    student = copy.deepcopy(teacher)
    quantisers = [m for m in student.modules() if isinstance(m, Quantiser)]
    facts = {"dense": held_out_loss(teacher, valid, False, settings, "none")}
    if hasattr(teacher, "position"):
        facts["dense, labels with gaps"] = held_out_loss(teacher, valid, False, settings, "random")
    adam = torch.optim.AdamW(student.parameters(), lr=settings["rate"], betas=(0.9, 0.95), weight_decay=0.0)
    divergences = []
    for step in range(settings["steps"]):
        for group in adam.param_groups:
            group["lr"] = settings["rate"] * share_of_rate(step, settings)
        inputs, targets = (torch.from_numpy(array) for array in data.training_batch(
            tokens, generator, settings["rows"], settings["length"], teacher.start_token))
        more = labels_for(student, generator, settings["length"])
        if step == 0:
            with torch.no_grad():  # the codebooks begin with k-means of one batch: the first loss is measured with them
                student.train()(inputs, True, **more)
            facts["quantised, before"] = held_out_loss(student, valid, True, settings, "random")
        student.train()
        with torch.no_grad():
            wanted = teacher.logits(teacher(inputs, False)[0]).log_softmax(-1)
        y, aux = student(inputs, True, **more)
        found = student.logits(y).log_softmax(-1)
        divergence = (wanted.exp() * (wanted - found)).sum(-1).mean()
        text = functional.nll_loss(found.flatten(0, 1), targets.flatten())
        loss = divergence + settings["text_weight"] * text + settings["commitment"] * sum(aux["commitment"])
        adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        adam.step()
        for q in quantisers:
            q.step()
        divergences.append(float(divergence))
    facts["quantised, after"] = held_out_loss(student, valid, True, settings, "random")
    tenth = max(1, len(divergences) // 10)
    facts["KL, first and last tenth"] = [float(np.mean(divergences[:tenth])), float(np.mean(divergences[-tenth:]))]
    return student.eval(), {name: np.round(value, 4).tolist() for name, value in facts.items()}
