"""frontier.svg: bits per byte against the operations ratio, a dot a phase, coloured by group."""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1000, 680, 72, 24, 64, 60
LETTER, LINE, DOT = 6.4, 13, 4.5  # of the labels: width of a letter, height of a line; radius of a dot
DOT_GAP = 8  # from a dot to the label that stands right at it
COLOURS = ["#1b6ca8", "#c2410c", "#15803d", "#7c3aed", "#b0124f", "#57534e", "#0e7490", "#a16207", "#334155"]


def ticks(low, high):
    """Round numbers from low to high, five to ten of them."""
    step = 10**math.floor(math.log10((high - low) / 5))
    step = next(step * f for f in (1, 2, 5, 10) if (high - low) / (step * f) <= 10)
    return [step * i for i in range(math.ceil(low / step), math.floor(high / step) + 1)], max(0, -math.floor(math.log10(step)))


def overlap(a, b):
    """Area that two boxes (left, top, right, bottom) share."""
    return max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))


def crosses(line, box):
    """Whether a line (x, y, x, y) runs through a box."""
    x0, y0, x1, y1 = line
    return any(box[0] < x0 + (x1 - x0) * i / 40 < box[2] and box[1] < y0 + (y1 - y0) * i / 40 < box[3] for i in range(41))


def meet(a, b):
    """Whether two lines cross."""
    def side(line, x, y):
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])
    return side(a, *b[:2]) * side(a, *b[2:]) < 0 and side(b, *a[:2]) * side(b, *a[2:]) < 0


def place(dots, i, wide, frame, taken, lines):
    """The nearest (box, line) for the label of dot i that leaves all boxes and lines free (lines None: the boxes); None if
    there is no room."""
    x, y = dots[i]
    for far in range(DOT_GAP, 300, 4):
        for angle in range(0, 360, 12):
            cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            line = (x, y, x + far * cos, y + far * sin)
            left = line[2] if cos >= 0 else line[2] - wide
            box = (left - 2, line[3] - LINE / 2, left + wide + 2, line[3] + LINE / 2)
            if box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3]:
                continue
            if any(overlap(box, other) for other in taken):
                continue
            if lines is None:
                return box, line
            if any(crosses(other, box) for other in lines):
                continue
            others = [b for k, b in enumerate(taken) if k >= len(dots) or math.dist(dots[k], dots[i]) > 2 * DOT]
            if far == DOT_GAP or not (any(crosses(line, b) for b in others) or any(meet(line, other) for other in lines)):
                return box, line
    return None


def places(dots, names, frame):
    """(box, line from the dot) for every label. Crowded dots choose first; one that finds no room goes to the front."""
    order = sorted(range(len(dots)), key=lambda i: sum(sorted(math.dist(dots[i], d) for d in dots)[:8]))
    for attempt in range(len(dots) + 1):
        taken, found = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in dots], {}
        for i in order:
            chosen = place(dots, i, LETTER * len(names[i]), frame, taken,
                           [line for _, line in found.values()] if attempt < len(dots) else None)
            if chosen is None:
                order.remove(i)
                order.insert(0, i)
                break
            taken.append(chosen[0])
            found[i] = chosen
        else:
            return [found[i] for i in range(len(dots))]
    raise SystemExit("no room for all labels of the plot")


def svg(groups, twin):
    """groups: (title, rows). Better is down and to the right; a ring marks phases that none beats in both."""
    placed = [(r, k) for k, (_, rows) in enumerate(groups) for r in rows if r["ratio"]]
    if not placed:
        raise SystemExit("no phase has been played by the engine yet")
    xs, ys = [r["ratio"] for r, _ in placed], [r["bits_per_byte"] for r, _ in placed] + ([twin] if twin else [])
    x0, x1, pad = min(xs) * 0.9, max(xs) * 1.08, (max(ys) - min(ys)) * 0.06 + 1e-4
    y0, y1 = min(ys) - pad, max(ys) + pad

    def x(value):
        return LEFT + (value - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return HEIGHT - BOTTOM - (value - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11.5">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for values, digits, at in ((*ticks(x0, x1), "x"), (*ticks(y0, y1), "y")):
        for value in values:
            if at == "x":
                parts.append(f'<path d="M{x(value):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e5e5e5"/>'
                             f'<text x="{x(value):.1f}" y="{HEIGHT - BOTTOM + 17}" text-anchor="middle">{value:.{digits}f}</text>')
            else:
                parts.append(f'<path d="M{LEFT} {y(value):.1f}H{WIDTH - RIGHT}" stroke="#e5e5e5"/>'
                             f'<text x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{value:.{digits}f}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 18}" text-anchor="middle">times fewer operations than a dense pass '
                 '(median over real edits)</text>')
    parts.append(f'<text transform="translate(16 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">bits per byte</text>')
    at_x, at_y = LEFT, 20
    for k, (title, _) in enumerate(groups):
        if not any(of == k for _, of in placed):
            continue
        wide = 18 + LETTER * len(title) + 14
        if at_x + wide > WIDTH - RIGHT:
            at_x, at_y = LEFT, at_y + 18
        parts.append(f'<circle cx="{at_x + 5:.1f}" cy="{at_y - 4}" r="{DOT}" fill="{COLOURS[k % len(COLOURS)]}"/>'
                     f'<text x="{at_x + 15:.1f}" y="{at_y}">{escape(title)}</text>')
        at_x += wide
    parts.append(f'<circle cx="{at_x + 5:.1f}" cy="{at_y - 4}" r="{DOT + 2}" fill="none" stroke="#555"/>'
                 f'<text x="{at_x + 16:.1f}" y="{at_y}">none beats it in both</text>')
    frame = [LEFT, TOP, WIDTH - RIGHT, HEIGHT - BOTTOM]
    if twin:
        parts.append(f'<path d="M{LEFT} {y(twin):.1f}H{WIDTH - RIGHT}" stroke="#888" stroke-dasharray="5 4"/>'
                     f'<text x="{WIDTH - RIGHT - 6}" y="{y(twin) - 5:.1f}" text-anchor="end" fill="#555">dense twin</text>')
        frame[3] = y(twin) - 20
    dots = [(x(r["ratio"]), y(r["bits_per_byte"])) for r, _ in placed]
    labels = places(dots, [r["name"] for r, _ in placed], frame)
    for (_, k), (_, (ax, ay, bx, by)) in zip(placed, labels):
        if math.dist((ax, ay), (bx, by)) > DOT_GAP + 1:
            parts.append(f'<path d="M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}" stroke="{COLOURS[k % len(COLOURS)]}" stroke-opacity="0.5"/>')
    for (r, k), (cx, cy), (box, _) in zip(placed, dots, labels):
        colour, name = COLOURS[k % len(COLOURS)], escape(r["name"])
        if not any(o["ratio"] > r["ratio"] and o["bits_per_byte"] < r["bits_per_byte"] for o, _ in placed):
            parts.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{DOT + 3}" fill="none" stroke="{colour}"/>')
        parts.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{DOT}" fill="{colour}"/>'
                     f'<text x="{box[0] + 2:.1f}" y="{box[3] - 3:.1f}" fill="{colour}">{name}</text>')
    return "\n".join(parts + ["</svg>", ""])
