"""The exported model in torch: batches, blocks of one window, fixed point as in FORMAT.md. For measuring and for the heads;
reference.py is the plain version that this one is checked against.

    exported.py FOLDER "some text"        compares both on a text and prints their largest differences
"""
import json
import os
import sys

import numpy as np
import torch
from torch.nn import functional

import tensor_file
from model import bigram_hash, norm, segment_ids, unit

KEY_SCALE, SCORE_SCALE, VOTE_LIMIT = 2.0**14, 2.0**25, 32767.0


class Exported:
    def __init__(self, folder, device="cpu"):
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            self.config = json.load(file)
        if self.config.get("scores", "unit") != "unit" or self.config.get("positions"):
            raise SystemExit(f"{folder}: an imported model; reference.py and the program compute it, this does not")
        tensors, _ = tensor_file.read(os.path.join(folder, "model.safetensors"))
        self.t = {name: torch.from_numpy(array.copy()).to(device) for name, array in tensors.items()}
        self.device = torch.device(device)
        self.is_end = torch.zeros(self.config["vocabulary"], dtype=torch.bool, device=device)
        if any(self.config["segments"]):
            self.is_end[self.config["segment"]["end_tokens"]] = True
        self.block, self.labelled = max(self.config["window"]), False
        assert min(self.config["window"]) > 0, "only windowed layers are needed here"

    def keys(self, weight, x):
        """[B, n, in] -> unit heads, rounded to the stored precision, [B, n, H, dk]."""
        y = functional.linear(x, weight).view(*x.shape[:2], self.config["heads"], self.config["key_width"])
        return torch.round(unit(y) * KEY_SCALE) / KEY_SCALE

    def votes(self, weight, x, layer):
        """[B, n, in] -> integer votes in float64, [B, n, H, K]."""
        u = functional.linear(x, weight, self.t[f"layers.{layer}.attn.vote.bias"])
        u = u.view(*x.shape[:2], self.config["heads"], self.config["codes"])
        self.largest_vote[layer] = torch.maximum(self.largest_vote[layer], u.abs().amax((0, 1, 3)))
        scaled = torch.round(u * self.t[f"layers.{layer}.attn.vote_scale"][:, None])
        self.clamped += int((scaled.abs() > VOTE_LIMIT).sum())
        return scaled.clamp(-VOTE_LIMIT, VOTE_LIMIT).double()

    @torch.no_grad()
    def forward(self, tokens, keep_votes=False):
        """tokens [B, n], n a multiple of the largest window -> dict: y [B, n, d], codes [L][B, n, H], segment_ids [B, n],
        segment_codes [B, S, G] of the last layer with segments, total: per layer and head the rows' sums of scores (share
        of 2^25), and on demand votes: per layer the mean vote of what a row attends to, [B, n, H, K]."""
        c, t = self.config, self.t
        b, n = tokens.shape
        heads, epsilon, start = c["heads"], c["norm_epsilon"], c["start_token"]
        self.largest_vote = [torch.zeros(heads, device=self.device) for _ in range(c["layers"])]
        self.clamped = 0
        lead = max(c["local_mix"], 1)
        before = functional.pad(tokens, (lead, 0), value=start)
        embedded = functional.embedding(before, t["embed.weight"])
        h = embedded[:, lead:]
        for k in range(1, c["local_mix"] + 1):
            h = h + t["embed.mix"][k - 1] * embedded[:, lead - k:lead - k + n]
        if c["bigram_buckets"]:
            h = h + functional.embedding(bigram_hash(before[:, lead - 1:-1], tokens, c["bigram_buckets"]), t["embed.bigram"])
        h = norm(h, epsilon)
        ids = segment_ids(tokens, self.is_end, c["segment"]["max_length"]) if any(c["segments"]) else None
        out = {"codes": [], "segment_ids": ids, "total": [], "votes": []}
        w = self.block
        offset = torch.arange(w, device=self.device)[:, None] + w - torch.arange(2 * w, device=self.device)[None]
        starts = torch.tensor(c["offset_buckets"], device=self.device)
        bucket = (torch.searchsorted(starts, offset.clamp(min=0).reshape(-1), right=True) - 1).view(w, 2 * w)

        def blocks(x):
            """[B, n, H, width] -> [B, n / w, H, w, width]."""
            return x.view(b, n // w, w, heads, -1).transpose(2, 3)

        def with_previous(x):
            return torch.cat([functional.pad(x, (0, 0, 0, 0, 0, 0, 1, 0))[:, :-1], x], 3)

        for layer in range(c["layers"]):
            p = f"layers.{layer}."
            x = norm(h, epsilon)
            gain, zero = t[p + "attn.gain"][:, None, None], t[p + "attn.score_offset"][:, None, None]
            q = blocks(self.keys(t[p + "attn.q.weight"], x))
            k = with_previous(blocks(self.keys(t[p + "attn.k.weight"], x)))
            u = with_previous(blocks(self.votes(t[p + "attn.vote.weight"], x, layer)))
            z = (q @ k.transpose(-1, -2)) * gain + (t[p + "attn.offset_bias"][:, bucket.view(-1)].view(heads, w, 2 * w) - zero)
            s = torch.round(z.clamp(max=0).exp() * SCORE_SCALE)
            s = s * ((offset >= 0) & (offset < c["window"][layer]))
            s[:, 0, :, :, :w] = 0
            votes = s.double() @ u
            total = s.double().sum(-1)
            if c["segments"][layer]:
                y, out["segment_codes"] = self.summaries(x, ids, p)
                ks = self.keys(t[p + "seg.key.weight"], y).permute(0, 2, 3, 1)[:, None]
                us = self.votes(t[p + "seg.vote.weight"], y, layer).transpose(1, 2)[:, None]
                z = (q @ ks) * gain + (t[p + "seg.bias"][:, None, None] - zero)
                s = torch.round(z.clamp(max=0).exp() * SCORE_SCALE)
                s = s * (torch.arange(y.shape[1], device=self.device) < ids.view(b, n // w, 1, w, 1))
                votes = votes + s.double() @ us
                total = total + s.double().sum(-1)
            # argmax of torch does not promise the lowest index of a tie; ties of exact integers have not been seen here.
            code = votes.argmax(-1).transpose(2, 3).reshape(b, n, heads)
            if keep_votes:
                mean = votes / (total.clamp_min(1)[..., None] * t[p + "attn.vote_scale"][:, None, None])
                out["votes"].append(mean.transpose(2, 3).reshape(b, n, heads, -1))
            out["codes"].append(code)
            out["total"].append(total.transpose(2, 3).reshape(b, n, heads) / SCORE_SCALE)
            rows = code + torch.arange(heads, device=self.device) * c["codes"]
            h = h + functional.embedding(rows, t[p + "attn.table"]).sum(2)
            up = functional.relu(functional.linear(norm(h, epsilon), t[p + "mlp.up.weight"]))
            h = h + functional.linear(up * up, t[p + "mlp.down.weight"])
        out["y"] = norm(h, epsilon)
        return out

    def summaries(self, x, ids, p):
        """Rows [B, n, d] -> summaries [B, S, ds] and their codes [B, S, G] (the open segment's too, which no row sees)."""
        b, n, d = x.shape
        count = int(ids.max()) + 1
        index = (ids + torch.arange(b, device=x.device)[:, None] * count).view(-1)
        total = torch.zeros(b * count, d, device=x.device).index_add(0, index, x.reshape(-1, d))
        rows = torch.zeros(b * count, device=x.device).index_add(0, index, torch.ones(b * n, device=x.device))
        book = self.t[p + "seg.codebook"]
        z = functional.linear(total / rows.clamp_min(1)[:, None], self.t[p + "seg.project.weight"])
        z = z.view(b * count, book.shape[0], -1)
        codes = (torch.einsum("sgd,gcd->sgc", z, book) - 0.5 * book.pow(2).sum(-1)).argmax(-1)
        y = torch.cat([book[g][codes[:, g]] for g in range(book.shape[0])], -1)
        return norm(y, self.config["norm_epsilon"]).view(b, count, -1), codes.view(b, count, -1)

    @torch.no_grad()
    def losses(self, y, targets):
        """Nats of every target [B, n] given rows y [B, n, d]."""
        flat, goal, out = y.reshape(-1, y.shape[-1]), targets.reshape(-1), []
        for i in range(0, len(flat), 1024):
            z = self.t["out.scale"] * functional.linear(flat[i:i + 1024], self.t["embed.weight"])
            out.append(functional.cross_entropy(z, goal[i:i + 1024], reduction="none"))
        return torch.cat(out).view(targets.shape)

    def batch(self, rows):
        """Token lists -> int64 [B, n], padded at the end (which no earlier row sees) to a multiple of the window."""
        n = -(-max(map(len, rows)) // self.block) * self.block
        tokens = np.full((len(rows), n), self.config["start_token"], dtype=np.int64)
        for i, row in enumerate(rows):
            tokens[i, :len(row)] = row
        return torch.from_numpy(tokens).to(self.device)


def main():
    from reference import Reference
    from tokenizer_training import Tokenizer
    folder, text = sys.argv[1:3]
    tokens = [0] + Tokenizer.load(os.path.join(folder, "tokenizer.json")).encode(text)
    plain, fast = Reference(folder).forward(tokens), Exported(folder)
    out = fast.forward(fast.batch([tokens]))
    n = len(tokens)
    for layer, codes in enumerate(plain["codes"]):
        differ = codes != out["codes"][layer][0, :n].numpy()
        margin = plain["margins"][layer]
        print(f"layer {layer}: {differ.sum()} of {differ.size} codes differ, smallest margin {margin.min():.1e}"
              + (f", margins there {margin[differ].tolist()}" if differ.any() else ""))
    print("largest difference of y:", float(np.abs(plain["y"] - out["y"][0, :n].numpy()).max()), "empty rows:", plain["empty"])


if __name__ == "__main__":
    main()
