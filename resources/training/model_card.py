"""MODEL_CARD.md, and the `training` entry of config.json, from what the other steps measured (WORK/scores.json, WORK/PHASE.log)
and from files that the program and other tools wrote (card_parts.py).

The config's `card` entry: `quantised` and `twin` (which phases these are), `slope` (phases whose logs make the table of bits
per byte against tokens), `training` (how the weights came about, with {tokens}, {minutes}, {steps[PHASE]}), `experiment` (words
before the tables of `deltapad experiment`), `heads` (words behind the table of the heads)."""
import json
import math
import os

import card_parts
import data
from card_parts import table

HEAD_SOURCES = {
    "sentiment": "labelled IMDB train split",
    "tone": "subjectivity sentences (Pang and Lee 2004, CC BY 4.0 as distributed with NLTK)",
    "topic": "20 Newsgroups, split by date (public Usenet posts, no licence stated)",
    "politeness": "Stanford Politeness Corpus, requests on Wikipedia talk pages, highest and lowest quarter (Danescu-Niculescu-Mizil et al. 2013, no licence stated)",
    "level": "OneStopEnglish (Vajjala and Lucic 2018, CC BY-SA 4.0), split by article",
    "emotion": "GoEmotions (Demszky et al. 2020, Apache-2.0)"}


def percent(values):
    return " / ".join(f"{100 * v:.1f}" for v in values)


def price(scores):
    """What quantising costs, in words: twin and quantised model of the same start, steps and batches."""
    twin, quantised = scores["twin"], {**scores["exported"], **scores.get("quantised", {})}
    percent_more = 100 * (quantised["bits_per_byte"] / twin["bits_per_byte"] - 1)
    words = (f"Price of quantising: {quantised['bits_per_byte']:.4f} bits per byte against {twin['bits_per_byte']:.4f} of the "
             f"dense twin, {percent_more:+.2f} %.")
    if "sentiment" in twin and "sentiment" in quantised:
        a, b = quantised["sentiment"], twin["sentiment"]
        words += (f" Their sentiment heads, on {a['documents']:,} IMDB test reviews: {100 * a['accuracy']:.2f} % against "
                  f"{100 * b['accuracy']:.2f} %.")
    return words


def at_once(phases, last):
    """How weights came about that the phases of one config made."""
    words = f"{last['tokens_seen'] / 1e6:.1f} M tokens seen in {last['cpu_minutes']:.0f} CPU minutes; a dense plateau, then quantisers inserted\nand the learning rate taken down to 0."
    if "labelled" in phases["quantised"]:
        words += (" Labelled reviews were part of the batches, with the sentiment loss next to the language-model loss; the\n"
                  "sentiment head is the one trained that way.")
    return words


def continued(earlier, last):
    """How weights came about that were trained on from an exported folder."""
    more = last["tokens_seen"] - earlier["tokens_seen"]
    return f"""{last['tokens_seen'] / 1e6:.1f} M tokens seen in {last['cpu_minutes']:.0f} CPU minutes. First {earlier['tokens_seen'] / 1e6:.1f} M ({earlier['cpu_minutes']:.0f} minutes, bfloat16): {earlier['text']}
Then {more / 1e6:.1f} M of other text in {earlier['steps']}, float32: continued from those weights as they were exported (`continue_from.py`;
optimiser states began anew), labelled reviews still in every batch. The
twin was continued from the same weights with the same batches and steps, without quantisers; as the start was a quantised
model, it had these steps only to become a dense one."""


def head_table(config, folder, heads, twin_heads):
    """Rows of the heads that the folder holds, ours and the dense twin's; ours alone where the twin's were not trained. And of
    those that are trained to be compared only (`"shipped": false`)."""
    rows = []
    for name, f in sorted(heads.items()):
        shipped = config["heads"][name].get("shipped", True)
        if shipped and not os.path.exists(os.path.join(folder, "heads", name + ".safetensors")):
            continue
        other = twin_heads.get(name)
        if other and other["documents"] != f["documents"]:
            raise SystemExit(f"{name}: measured on {f['documents']} documents, the twin's head on {other['documents']}")
        apart = card_parts.paired_difference(f, other) if other else None
        rows.append((name if shipped else f"{name} (not shipped)", ", ".join(config["heads"][name]["labels"]), config["heads"][name]["test"], f["documents"],
                     f"{100 * f['accuracy']:.1f} %", f"{100 * other['accuracy']:.1f} %" if other else "",
                     f"{apart[0]:+.1f} to {apart[1]:+.1f}" if apart else "", f["macro_f1"],
                     other["macro_f1"] if other else "", f.get("calibration_error", "not measured"),
                     other.get("calibration_error", "") if other else ""))
    return rows


def write(config, folder, files=None):
    """`files`: paths by name, as in card_parts: experiment, experiment_figures, typing, comparison, coauthor, score,
    eight_bits."""
    files = files or {}
    scores = card_parts.read_json(data.work_path(config, "scores.json"))
    roles = config.get("card", {})  # which phases are the model and its twin, where several were trained
    twin_heads = scores.get(roles.get("twin", "twin") + " heads", {})
    scores.update({role: scores[roles[role]] for role in ("quantised", "twin") if roles.get(role) in scores})
    if "score" in files:
        engine = card_parts.read_json(files["score"])
        nats = math.log(2) * engine["bits_per_byte"] * engine["bytes"] / engine["tokens"]
        scores["engine"] = {"bits_per_byte": round(engine["bits_per_byte"], 4), "nats_per_token": round(nats, 4)}
    config = data.for_phase(config, roles.get("quantised", "quantised"))
    with open(data.work_path(config, "train.json"), encoding="utf-8") as file:
        text = json.load(file)
    path = os.path.join(folder, "config.json")
    with open(path, encoding="utf-8") as file:
        layout = json.load(file)
    exported, shape = scores["exported"], config["model"]
    size = sum(os.path.getsize(os.path.join(base, f)) for base, _, files in os.walk(folder) for f in files
               if f != "MODEL_CARD.md")
    training = layout["training"]
    training.update({
        "data": "open English prose (encyclopedia, fiction, documentation, textbooks, government, handbooks) and IMDB reviews",
        "bits_per_byte": exported["bits_per_byte"],
        "heads": {name: {key: value for key, value in found.items() if key != "right"} for name, found in scores.get("heads", {}).items()}})
    quantised, twin = scores.get("quantised"), scores.get("twin")
    if twin:
        training["bits_per_byte_dense_twin"] = twin["bits_per_byte"]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(layout, file, indent=1)
        file.write("\n")

    loss_rows = []
    for name, label in (("mixed", "plateau, dense (where the quantisers go in)"), ("quantised", "quantised, float"),
                        ("exported", "**quantised, exported (fixed point, weights of 8 bits)**"), ("engine", "the same, by the engine, every document from its own start"),
                        ("before", "the weights that both went on from, exported"),
                        ("twin", "dense twin, float: the same start, steps and batches without quantisers")):
        if "bits_per_byte" in scores.get(name, {}):
            loss_rows.append((label, scores[name]["bits_per_byte"], scores[name]["nats_per_token"]))
    flip_rows = [(kind, percent(f["later_rows"]), percent(f["within_window"]), " / ".join(f"{v:g}" for v in f["median_rows_per_edit"]),
                  f"{100 * f['rows_in_changed_segments']:.1f}") for kind, f in exported["flips"].items()]
    unshipped = {name: f for name, f in scores.get(roles.get("quantised", "quantised") + " heads", {}).items()
                 if not config["heads"][name].get("shipped", True)}
    head_rows = head_table(config, folder, {**scores.get("heads", {}), **unshipped}, twin_heads)
    last = quantised or {"tokens_seen": training["tokens_seen"], "cpu_minutes": training["cpu_minutes"]}
    head_data = "Heads: " + "; ".join(f"{name}: {config['heads'][name].get('source') or HEAD_SOURCES[name]}" for name in (row[0].split(" ")[0] for row in head_rows)) + "."
    if "training" in roles:
        trained = roles["training"].format(tokens=last["tokens_seen"] / 1e6, minutes=last["cpu_minutes"], steps=card_parts.steps(config))
    elif "continued" in config:
        trained = continued(config["continued"], last)
    else:
        trained = at_once(config["phases"], last)
    if "continued" in config:
        text["total"] = {key: value + config["continued"][key] for key, value in text["total"].items() if key != "tokens"}
    missing = price(scores) if twin else "No dense twin was trained to the end, so the price of quantising is not known by itself."
    card = f"""# {config['name']}

A small English language model with vector-quantised attention for Deltapad: {shape['layers']} layers of width {shape['width']},
{shape['heads']} heads with {shape['codes']} codes each, {shape['vocabulary']} byte-level tokens, context {layout['context']} tokens (trained on runs of {shape['context']}), windows of
{", ".join(map(str, shape['window'][:-1]))} and {shape['window'][-1]} rows, and in the last layer quantised summaries of closed sentences and paragraphs. {size / 1e6:.1f} MB on disk. Format and
arithmetic: `../FORMAT.md`. How it was made: `../../training`.

## Scores

Language model on {exported['tokens']:,} held-out tokens (files, posts, articles and books of the same sources). The price of
quantising and its use belong together: bits per byte first, then codes that change behind an edit of one token at a random
place of {shape['context'] - max(shape['window'])} tokens.

{table(("model", "bits per byte", "nats per token"), loss_rows)}

{table(("edit", "later rows with a changed code, layers 1-" + str(shape['layers']) + " (%)", "the same within one window behind the edit (%)", "rows changed, median", "later rows in a segment whose summary changed (%)"), flip_rows)}

Heads (accuracy on a test split that training never saw; calibration: expected error of the stated probability, ten bins; twin: the
same head, documents and steps on the dense twin; 95 %: what the test documents tell of the difference, so an interval around 0
is none that they can show):

{table(("head", "classes", "test set", "documents", "accuracy", "twin's", "ours less twin's, points, 95 %", "mean F1", "twin's", "calibration error", "twin's"), head_rows)}

{roles["heads"] + chr(10) * 2 if "heads" in roles else ""}Codes in use per layer and head: {exported['codes']['used']}; perplexity of their use {exported['codes']['perplexity']}.

{card_parts.eight_bits(files.get("eight_bits"))}{card_parts.experiment(files.get("experiment"), roles.get("experiment"), files.get("experiment_figures"))}{card_parts.typing(files.get("typing"), files.get("comparison"), files.get("coauthor"))}## Training

{trained}

{missing}

{card_parts.slope(config, roles.get("slope", []))}## Data

Sample of {text['total']['documents']:,} documents, {text['total']['bytes'] / 1e6:.0f} MB. Encyclopedia (Wikipedia, CC BY-SA 3.0), fiction (Project Gutenberg and Standard
Ebooks, public domain in the US), documentation (Microsoft CC BY 4.0; MDN CC BY-SA 2.5; OWASP CC BY-SA 4.0; GNOME CC BY 3.0; Go,
Rust, Swift, Kubernetes, Python and Ethereum documents under BSD, MIT, Apache-2.0 or CC0), textbooks (OpenStax, CC BY 4.0), US
government and handbooks (public domain, CC0, Apache-2.0, CC BY 4.0), meeting notes (Ethereum, CC BY-SA 3.0), speeches (public
domain), MASC (American National Corpus, free for research and development, commercial included), and film reviews (Large Movie Review Dataset, Maas et al. 2011, "Learning Word Vectors for Sentiment Analysis"; train and unlabelled
reviews only; no licence stated, given for research). {head_data}

## Limits

English prose only. It is small and saw little text: it writes plausible words, not facts, and knows little of informal
writing, dialogue, e-mail and code. Each head knows the kind of text it was trained on (film reviews for sentiment); elsewhere its probabilities are a hint at most.
Biases of the sources, old fiction among them, are in it. Nothing it says about a text should decide anything about a person.

## Use

Meant for what Deltapad does with it while somebody writes English prose: suggestions that the writer reads before taking them,
remarks on words, a hint of what kind of text this is. Not for generating text unread, for judging writers, or for other languages.

## Hash

{card_parts.hashes(folder)}"""
    with open(os.path.join(folder, "MODEL_CARD.md"), "w", encoding="utf-8") as file:
        file.write(card)
    print(f"{folder}: {size / 1e6:.2f} MB")
