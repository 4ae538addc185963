"""FRONTIER.md and frontier.svg: the table and the plot of a frontier study."""
import os
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 520, 70, 150, 30, 60


def svg(rows, twin):
    """Bits per byte against the operations ratio, a dot a phase; better is down and to the right."""
    placed = [r for r in rows if r["ratio"]]
    if not placed:
        raise SystemExit("no phase has been played by the engine yet")
    xs, ys = [r["ratio"] for r in placed], [r["bits_per_byte"] for r in placed] + ([twin] if twin else [])
    x0, x1, pad = min(xs) * 0.9, max(xs) * 1.08, (max(ys) - min(ys)) * 0.06 + 1e-4
    y0, y1 = min(ys) - pad, max(ys) + pad

    def x(value):
        return LEFT + (value - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return HEIGHT - BOTTOM - (value - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for i in range(6):
        at, of = x0 + (x1 - x0) * i / 5, y0 + (y1 - y0) * i / 5
        parts.append(f'<path d="M{x(at):.1f} {TOP}V{HEIGHT - BOTTOM}M{LEFT} {y(of):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{x(at):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{at:.0f}</text>')
        parts.append(f'<text x="{LEFT - 6}" y="{y(of) + 4:.1f}" text-anchor="end">{of:.3f}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 18}" text-anchor="middle">fewer operations than a dense pass '
                 '(median over real edits, times)</text>')
    parts.append(f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">bits per byte</text>')
    if twin:
        parts.append(f'<path d="M{LEFT} {y(twin):.1f}H{WIDTH - RIGHT}" stroke="#888" stroke-dasharray="5 4"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 6}" y="{y(twin) + 4:.1f}" fill="#555">dense twin</text>')
    taken = []
    for r in sorted(placed, key=lambda r: r["bits_per_byte"]):
        best = not any(o["ratio"] > r["ratio"] and o["bits_per_byte"] < r["bits_per_byte"] for o in placed)
        colour, cx, cy = "#b3261e" if best else "#3b6ea5", x(r["ratio"]), y(r["bits_per_byte"])
        at = cy
        while any(abs(at - other) < 11 and abs(cx - where) < 110 for where, other in taken):
            at -= 11
        taken.append((cx, at))
        parts.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{cx + 7:.1f}" y="{at + 4:.1f}" fill="{colour}">{escape(r["name"])}</text>')
    return "\n".join(parts + ["</svg>", ""])


def markdown(rows, config):
    def percent(value, digits=2):
        return "" if value is None else f"{100 * value:.{digits}f}"

    lines = ["| phase | what is different | bits per byte | against the twin, % | flips, one-token edits, % | flips, real edits, by layer, % "
             "| operations ratio |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for r in rows:
        real = " / ".join(f"{100 * v:.1f}" for v in r["real_flips"] or [])
        lines.append(f"| {r['name']} | {r['note']} | {r['bits_per_byte']:.4f} | {percent(r['price'])} | {percent(r['flips'])} | {real} | "
                     + ("" if r["ratio"] is None else f"{r['ratio']:.1f}") + " |")
    shape, dense, adapt = config["model"], config["phases"]["dense"], config["phases"]["plain"]
    tokens = shape["context"] * dense["rows"]
    edits = max((r.get("edits", 0) for r in rows), default=0)
    return f"""# Frontier study

One variable at a time, from one dense checkpoint: width {shape['width']}, {shape['layers']} layers, {shape['heads']} heads, context {shape['context']},
{dense['steps'] * tokens / 1e6:.1f} M tokens at the full learning rate, then {adapt['steps']} steps ({adapt['steps'] * tokens / 1e6:.2f} M tokens, rate down to 0, equal batches) a phase.
Small models, short training: what counts is the difference between rows, not their height. Bits per byte: float
form on the same held-out text. Flips: later rows whose code changes, mean over layers and over one replaced, inserted or deleted token; and
on real edits the share of all later rows by layer. Operations ratio: median of dense / incremental over up to {edits:,} atomic edits of git
histories (documents of 1,000 to 2,000 words), counted by the engine, whose checks against passes from scratch all agreed.
Phases without a ratio try what only the trainer computes. Made by `../../training/frontier.py`.

{chr(10).join(lines)}

![bits per byte against the operations ratio](frontier.svg)
"""


def write(folder, rows, config):
    twin = next((r["bits_per_byte"] for r in rows if r["name"] == "twin"), None)
    for name, text in (("frontier.svg", svg(rows, twin)), ("FRONTIER.md", markdown(rows, config))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
