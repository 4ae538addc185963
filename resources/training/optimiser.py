"""Muon for matrices, AdamW for everything else."""
import torch


def orthogonalise(x, dtype, rounds=5):
    """Stack of matrices [N, r, c] -> nearly the nearest semi-orthogonal ones (quintic Newton-Schulz iteration)."""
    x = x.to(dtype)
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2)
    x = x / (x.float().flatten(1).norm(dim=1).to(dtype)[:, None, None] + 1e-7)
    for _ in range(rounds):
        a = x @ x.transpose(1, 2)
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
    return x.transpose(1, 2) if tall else x


class Muon(torch.optim.Optimizer):
    """Momentum, orthogonalised; matrices of equal shape are handled as one stack."""

    def __init__(self, params, lr, momentum=0.95, weight_decay=0.0, dtype=torch.float32):
        super().__init__(params, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))
        self.dtype = dtype

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            stacks = {}
            for p in group["params"]:
                if p.grad is None:
                    continue
                buffer = self.state[p].setdefault("momentum", torch.zeros_like(p))
                buffer.lerp_(p.grad, 1 - group["momentum"])
                stacks.setdefault(p.shape, []).append((p, p.grad.lerp(buffer, group["momentum"])))
            for shape, entries in stacks.items():
                updates = orthogonalise(torch.stack([u for _, u in entries]), self.dtype)
                step = group["lr"] * max(1.0, shape[0] / shape[1])**0.5
                for (p, _), update in zip(entries, updates):
                    p.mul_(1 - group["lr"] * group["weight_decay"]).add_(update.to(p.dtype), alpha=-step)


def make(model, settings, dtype):
    """[Muon, AdamW] for a model; every group remembers its full rate as `base`."""
    matrices = [p for name, p in model.named_parameters() if name.startswith("layers.") and p.dim() == 2
                and name.endswith(".weight")]
    taken = {id(p) for p in matrices}
    tables = [model.embed, model.bigram]
    taken |= {id(p) for p in tables}
    rest = [p for p in model.parameters() if id(p) not in taken]
    muon = Muon(matrices, settings["matrix_rate"], weight_decay=settings["matrix_decay"], dtype=dtype)
    adam = torch.optim.AdamW([{"params": tables, "lr": settings["table_rate"]},
                              {"params": rest, "lr": settings["vector_rate"]}], betas=(0.9, 0.95), eps=1e-10, weight_decay=0.0)
    for optimiser in (muon, adam):
        for group in optimiser.param_groups:
            group["base"] = group["lr"]
    return [muon, adam]
