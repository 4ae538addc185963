"""MODEL_CARD.md, and the `training` entry of config.json, from what the other steps measured (WORK/scores.json)."""
import json
import os

import data


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(str(v) for v in row) + " |" for row in rows])


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


def write(config, folder):
    with open(data.work_path(config, "scores.json"), encoding="utf-8") as file:
        scores = json.load(file)
    roles = config.get("card", {})  # which phases are the model and its twin, where several were trained
    scores.update({role: scores[phase] for role, phase in roles.items() if phase in scores})
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
        "bits_per_byte": exported["bits_per_byte"], "heads": scores.get("heads", {})})
    quantised, twin = scores.get("quantised"), scores.get("twin")
    if twin:
        training["bits_per_byte_dense_twin"] = twin["bits_per_byte"]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(layout, file, indent=1)
        file.write("\n")

    loss_rows = []
    for name, label in (("mixed", "plateau, dense (where the quantisers go in)"), ("quantised", "quantised, float"),
                        ("exported", "**quantised, exported (fixed point, F16)**"), ("engine", "the same, by the engine, every document from its own start"),
                        ("before", "the weights that both went on from, exported"),
                        ("twin", "dense twin, float: the same start, steps and batches without quantisers")):
        if "bits_per_byte" in scores.get(name, {}):
            loss_rows.append((label, scores[name]["bits_per_byte"], scores[name]["nats_per_token"]))
    flip_rows = [(kind, percent(f["later_rows"]), percent(f["within_window"]), " / ".join(f"{v:g}" for v in f["median_rows_per_edit"]),
                  f"{100 * f['rows_in_changed_segments']:.1f}") for kind, f in exported["flips"].items()]
    head_rows = [(name, ", ".join(config["heads"][name]["labels"]), config["heads"][name]["test"], f["documents"],
                  f"{100 * f['accuracy']:.1f} %", f["macro_f1"], f.get("calibration_error", "not measured"))
                 for name, f in scores.get("heads", {}).items() if os.path.exists(os.path.join(folder, "heads", name + ".safetensors"))]
    last = quantised or {"tokens_seen": training["tokens_seen"], "cpu_minutes": training["cpu_minutes"]}
    sources = {"sentiment": "sentiment: the labelled IMDB train split",
               "tone": "tone: subjectivity sentences (Pang and Lee 2004, CC BY 4.0 as distributed with NLTK)",
               "emotion": "emotion: GoEmotions (Demszky et al. 2020, Apache-2.0)"}
    head_data = "Heads: " + "; ".join(sources[row[0]] for row in head_rows) + "."
    trained = at_once(config["phases"], last)
    if "continued" in config:
        trained = continued(config["continued"], last)
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

Heads (accuracy on a test split that training never saw; calibration: expected error of the stated probability, ten bins):

{table(("head", "classes", "test set", "documents", "accuracy", "mean F1", "calibration error"), head_rows)}

Codes in use per layer and head: {exported['codes']['used']}; perplexity of their use {exported['codes']['perplexity']}.

## Training

{trained}

{missing}

## Data

Sample of {text['total']['documents']:,} documents, {text['total']['bytes'] / 1e6:.0f} MB. Encyclopedia (Wikipedia, CC BY-SA 3.0), fiction (Project Gutenberg and Standard
Ebooks, public domain in the US), documentation (Microsoft CC BY 4.0; MDN CC BY-SA 2.5; OWASP CC BY-SA 4.0; GNOME CC BY 3.0; Go,
Rust, Swift, Kubernetes, Python and Ethereum documents under BSD, MIT, Apache-2.0 or CC0), textbooks (OpenStax, CC BY 4.0), US
government and handbooks (public domain, CC0, Apache-2.0, CC BY 4.0), meeting notes (Ethereum, CC BY-SA 3.0), speeches (public
domain), MASC (American National Corpus, free for research and development, commercial included), and film reviews (Large Movie Review Dataset, Maas et al. 2011, "Learning Word Vectors for Sentiment Analysis"; train and unlabelled
reviews only; no licence stated, given for research). {head_data}

## Limits

English prose only. It is small and saw little text: it writes plausible words, not facts, and knows little of informal
writing, dialogue, e-mail and code. The sentiment head knows film reviews; elsewhere its probabilities are a hint at most. Biases of the sources, old fiction among them, are in it. Nothing it says about a text
should decide anything about a person.
"""
    with open(os.path.join(folder, "MODEL_CARD.md"), "w", encoding="utf-8") as file:
        file.write(card)
    print(f"{folder}: {size / 1e6:.2f} MB")
