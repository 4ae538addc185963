"""Vector quantiser with codebooks kept by exponential moving averages (engine.md, section 5), and what a phase may add to it
against flips: noise before the search, random second-nearest codes, and the distance to the boundary of a code."""
import torch
from torch import nn
from torch.nn import functional

import parallel


class Quantiser(nn.Module):
    """G independent codebooks of K codes of width w. Gradients pass straight through to the input."""

    def __init__(self, groups, codes, width, decay=0.98, dead_share=0.03):
        super().__init__()
        self.decay, self.dead_share = decay, dead_share
        self.noise = 0.0   # standard deviation, relative to the size of x, of what is added before the search (training)
        self.second = 0.0  # share of rows that pass on their second-nearest code (training)
        self.register_buffer("codebook", torch.zeros(groups, codes, width))
        self.register_buffer("count", torch.ones(groups, codes))
        self.register_buffer("total", torch.zeros(groups, codes, width))
        self.register_buffer("hits", torch.zeros(groups, codes), persistent=False)
        self.register_buffer("sums", torch.zeros(groups, codes, width), persistent=False)
        self.last_rows = None
        self.register_buffer("ready", torch.zeros((), dtype=torch.bool))

    def scores(self, x):
        """x [G, N, w] -> <x, C> - |C|^2 / 2, [G, N, K]; the largest score is the nearest code."""
        return torch.baddbmm(-0.5 * self.codebook.pow(2).sum(-1)[:, None], x, self.codebook.transpose(1, 2))

    def lookup(self, codes):
        """codes [G, N] -> [G, N, w]."""
        return torch.gather(self.codebook, 1, codes[..., None].expand(-1, -1, self.codebook.shape[-1]))

    @torch.no_grad()
    def passed_on(self, x, nearest):
        """Codes [G, N] that later layers get to see in training: the nearest ones, unless a lever disturbs them."""
        codes = nearest
        if self.noise:
            codes = self.scores(x + torch.randn_like(x) * (self.noise * size(x))).argmax(-1)
        if self.second:
            second = self.scores(x).topk(2).indices[..., 1]
            codes = torch.where(torch.rand(codes.shape, device=codes.device) < self.second, second, codes)
        return codes

    def inside(self, x, codes):
        """How far rows x [N, G, w] lie inside the cells of codes [N, G]: distance to the boundary with the nearest other
        code, relative to the size of x; negative outside. Gradients go to x only. Returns [N, G]."""
        rows, own = x.transpose(0, 1).float(), codes.t()[..., None]
        scores = self.scores(rows)
        best, other = scores.scatter(2, own, float("-inf")).max(-1)
        gap = scores.gather(2, own)[..., 0] - best
        apart = (self.lookup(own[..., 0]) - self.lookup(other)).norm(dim=-1)
        return (gap / (apart * size(rows.detach())[..., 0] + 1e-6)).t()

    @torch.no_grad()
    def start(self, x, rounds=12):
        """K-means on a first batch x [G, N, w]: a far better start than random rows, at the cost of one step."""
        groups, codes, _ = self.codebook.shape
        for g in range(groups):
            self.codebook[g] = x[g, torch.randperm(x.shape[1], device=x.device)[:codes]]
        for _ in range(rounds):
            self.note(x, self.scores(x).argmax(-1))
            self.move(decay=0.0)
        parallel.broadcast_([self.codebook, self.count, self.total])
        self.ready.fill_(True)

    @torch.no_grad()
    def note(self, x, codes):
        """Remembers rows x [G, N, w] and their codes [G, N] for the next move."""
        hits = functional.one_hot(codes, self.codebook.shape[1]).to(x.dtype)
        self.hits += hits.sum(1)
        self.sums += torch.bmm(hits.transpose(1, 2), x)
        self.last_rows = x

    @torch.no_grad()
    def move(self, decay):
        """Moves the codebooks towards the means of the noted rows, and restarts codes that almost no row picks."""
        self.count.mul_(decay).add_(self.hits, alpha=1 - decay)
        self.total.mul_(decay).add_(self.sums, alpha=1 - decay)
        self.hits.zero_()
        self.sums.zero_()
        mean = self.total / self.count.clamp_min(1e-4)[..., None]
        self.codebook.copy_(torch.where(self.count[..., None] > 1e-3, mean, self.codebook))
        average = self.count.mean(-1, keepdim=True)
        for g, c in (self.count < self.dead_share * average).nonzero().tolist():
            row = self.last_rows[g, torch.randint(self.last_rows.shape[1], ())]
            weight = 0.2 * average[g, 0]
            self.codebook[g, c], self.total[g, c], self.count[g, c] = row, row * weight, weight

    def step(self):
        """After an optimiser step (the noted sums have been added up over processes)."""
        if self.ready and self.last_rows is not None:
            self.move(self.decay)
            parallel.broadcast_([self.codebook, self.count, self.total])
            self.last_rows = None

    def forward(self, x):
        """x [N, G, w] -> (quantised [N, G, w], codes [N, G], commitment loss relative to the size of x)."""
        rows = x.transpose(0, 1).float()
        held = rows.detach()
        if self.training and not self.ready:
            self.start(held)
        with torch.no_grad():
            codes = self.scores(held).argmax(-1)
            nearest = chosen = self.lookup(codes)
        commitment = (rows - nearest).pow(2).mean() / (held.pow(2).mean() + 1e-6)
        if self.training:
            self.note(held, codes)
            if self.noise or self.second:
                chosen = self.lookup(self.passed_on(held, codes))
        out = rows + (chosen - held)
        return out.transpose(0, 1), codes.transpose(0, 1), commitment


def size(x):
    """Root mean square length of rows x [G, N, w], group by group: [G, 1, 1]."""
    return x.pow(2).sum(-1).mean(-1).sqrt()[:, None, None]
