"""Search beside other ways of searching: the same guide, the same questions (the fixed fifth), one process each. See docs/performance.md."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from retrieval import evaluate, fusion
from retrieval import guide as guides
from retrieval.encoders import own
from retrieval.evidence import standard
from retrieval.lexical import Bm25
from retrieval.passages import passages
from retrieval.query import Query
from retrieval.search import Searcher
from retrieval.vectors import VectorIndex

ROOT = Path(__file__).resolve().parent.parent
METHODS = ("senim", "bm25s words", "tf-idf letters", "faiss on our embedding", "haystack BM25")


def rows():
    """Questions of the fixed fifth that have an entry and stand alone."""
    found = evaluate.read(sorted((ROOT / "tests" / "questions").glob("*.jsonl")))
    return [row for row in found if row.held_out and row.entry and not row.context]


def grown(guide, times):
    """The guide and as many entries again that nobody asks for, their words drawn from the guide's own."""
    chance = random.Random(5)
    entries = dict(guide.entries)
    words = {
        lang: [w for (_, code), e in guide.entries.items() if code == lang for q in e.asked for w in q.split()]
        for lang in guides.LANGS
    }
    for copy in range(1, times):
        for (entry_id, lang), entry in guide.entries.items():
            asked = tuple(" ".join(chance.choices(words[lang], k=len(one.split()))) for one in entry.asked)
            new = f"{entry_id}-{copy}"
            entries[new, lang] = dataclasses.replace(entry, id=new, phrasings=asked, more_phrasings=(), related=())
    return dataclasses.replace(guide, entries=entries)


def corpus(guide):
    """Documents: everything of an entry in three languages; and its passages."""
    found = [passage for entry in guide.entries.values() for passage in passages(entry)]
    documents = {entry_id: [] for entry_id in guide.ids()}
    for passage in found:
        documents[passage.entry].append(passage.text)
    return list(documents), [" \n".join(held) for held in documents.values()], [(p.entry, p.text) for p in found]


def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(name, times):
    """One method's figures, as JSON lines on standard output."""
    guide = grown(guides.load(ROOT / "knowledge"), times)
    before, start = megabytes(), time.process_time()
    ranked = _METHODS[name](guide)
    build, memory = time.process_time() - start, megabytes() - before
    places, spent = [], []
    for row in rows():
        start = time.process_time()
        found = ranked(row.q)
        spent.append(time.process_time() - start)
        places.append(next((place for place, entry in enumerate(found, 1) if entry in row.good), 0))
    print(json.dumps(figures(name, times, places, spent, build, memory)))


def figures(name, times, places, spent, build, memory):
    places = np.array(places)
    return {"name": name, "size": times, "R@1": 100 * (places == 1).mean(), "R@3": 100 * ((places > 0) & (places <= 3)).mean(),
            "MRR": 100 * float(np.mean([1 / p if p else 0 for p in places])), "ms": 1000 * float(np.median(spent)), "build s": build, "MB": memory}  # fmt: skip


def senim(guide):
    searcher = Searcher.build(guide, own())
    return lambda q: [hit.entry for hit in searcher.search(q).all]


def bm25s_words(guide):
    import bm25s

    ids, documents, _ = corpus(guide)
    index = bm25s.BM25()
    index.index(bm25s.tokenize(documents, stopwords=None, show_progress=False), show_progress=False)

    def ranked(q):
        tokens = bm25s.tokenize(q, stopwords=None, show_progress=False)
        return [ids[n] for n in index.retrieve(tokens, k=5, show_progress=False)[0][0]]

    return ranked


def tfidf(guide):
    from sklearn.feature_extraction.text import TfidfVectorizer

    ids, documents, _ = corpus(guide)
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    matrix = vectorizer.fit_transform(documents)
    return lambda q: [ids[n] for n in np.argsort(-(matrix @ vectorizer.transform([q]).T).toarray()[:, 0])[:5]]


def faiss_plain(guide):
    _, _, held = corpus(guide)
    encoder = own()
    index = VectorIndex(encoder.encode([text for _, text in held]))

    def ranked(q):
        found, _ = index.nearest(encoder.encode([q], query=True)[0], 50)
        return list(dict.fromkeys(held[n][0] for n in found))[:5]

    return ranked


_METHODS = {"senim": senim, "bm25s words": bm25s_words, "tf-idf letters": tfidf, "faiss on our embedding": faiss_plain}


def haystack(python, times):
    """Haystack's in-memory store and BM25 retriever, in the interpreter that has it."""
    ids, documents, _ = corpus(grown(guides.load(ROOT / "knowledge"), times))
    asked = rows()
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"ids": ids, "documents": documents, "questions": [row.q for row in asked]}, file, ensure_ascii=False)
        file.flush()
        done = subprocess.run(
            [python, ROOT / "tests" / "bench_haystack.py", file.name], capture_output=True, text=True, check=True
        )
    told = json.loads(done.stdout.strip().splitlines()[-1])
    places = [
        next((n for n, e in enumerate(found, 1) if e in row.good), 0)
        for row, found in zip(asked, told["found"], strict=True)
    ]
    return figures("haystack BM25", times, places, told["spent"], told["build"], told["memory"])


def compare(sizes):
    """Every method at every size."""
    for times in sizes:
        for name in _METHODS:
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench_search", name, str(times)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            yield (
                json.loads(done.stdout.strip().splitlines()[-1])
                if done.returncode == 0
                else {"name": name, "size": times, "failed": done.stderr.strip().splitlines()[-1]}
            )
        if python := os.environ.get("SENIM_BENCH_HAYSTACK"):
            yield haystack(python, times)


def ablation():
    """What a right entry first and in three would be without each opinion (others unchanged), sentences, or earlier turns."""
    from retrieval.training.tuning import using

    guide = guides.load(ROOT / "knowledge")
    searcher = Searcher.build(guide, own())
    everything = [row for row in evaluate.read(sorted((ROOT / "tests" / "questions").glob("*.jsonl"))) if row.entry]
    held = fusion.load()
    cases = {"everything": held}
    for at, name in enumerate(fusion.OPINIONS):
        if held.opinions[at]:
            cases[f"without {name}"] = dataclasses.replace(
                held, opinions=np.where(np.arange(len(held.opinions)) == at, 0, held.opinions)
            )
    cases["without sentences"] = dataclasses.replace(held, sentences=np.array([1, 0, 0], np.float32))
    alone = np.array([1, 0, 0, 0, 0], np.float32)
    cases["without earlier turns"] = dataclasses.replace(held, turns=alone, leaning=alone)
    for name, weights in cases.items():
        with using(weights):
            found = [[hit.entry for hit in searcher.search(row.q, context=row.context).all[:3]] for row in everything]
        line = {"name": name}
        for lang in guides.LANGS:
            mine = [(row, hits) for row, hits in zip(everything, found, strict=True) if row.lang == lang]
            line[f"{lang} first"] = 100 * np.mean([bool(hits) and hits[0] in row.good for row, hits in mine])
            line[f"{lang} three"] = 100 * np.mean([bool(row.good & set(hits)) for row, hits in mine])
        yield line


def public(folder):
    """The unfitted opinions (letters, stems, their sum) on public sets, read from a folder; R@1, R@5, MRR@10."""
    for name, texts, asked, right in _sets(folder):
        queries = [Query.of(text) for text in texts]
        letters = Bm25.build([query.grams[0] for query in queries])
        stems = Bm25.build([query.stems for query in queries])
        places = {"letters": [], "stems": [], "sum": []}
        for question, answers in zip(asked, right, strict=True):
            query = Query.of(question)
            scores = {"letters": letters.scores(query.grams[0]), "stems": stems.scores(query.stems)}
            scores["sum"] = standard(scores["letters"]) + standard(scores["stems"])
            for method, found in scores.items():
                order = np.argsort(-found, kind="stable")[:10].tolist()
                places[method].append(next((n for n, row in enumerate(order, 1) if row in answers), 0))
        for method, told in places.items():
            told = np.array(told)
            yield {
                "name": f"{name}: {method}",
                "R@1": 100 * (told == 1).mean(),
                "R@5": 100 * ((told > 0) & (told <= 5)).mean(),
                "MRR@10": 100 * float(np.mean([1 / p if p else 0 for p in told])),
            }


def _sets(folder):
    held = json.loads((folder / "belebele.json").read_text("utf-8"))
    yield "Belebele kk", [one["kk"] for one in held["p"]], held["q"], [{one} for one in held["rel"]]
    for lang, part in json.loads((folder / "xquad.json").read_text("utf-8")).items():
        yield f"XQuAD {lang}", part["p"], part["q"], [set(one) for one in part["rel"]]
    read = lambda name: [json.loads(line) for line in (folder / "akorda" / name).read_text("utf-8").splitlines()]  # noqa: E731
    told = read("passages.jsonl")
    place = {one["id"]: n for n, one in enumerate(told)}
    answers = {}
    for one in read("qrels.jsonl"):
        answers.setdefault(one["query_id"], set()).add(place[one["passage_id"]])
    asked = read("queries.jsonl")
    yield (
        "Akorda kk",
        [one.get("text") or one["passage"] for one in told],
        [one["query"] for one in asked],
        [answers[one["query_id"]] for one in asked],
    )


def table(lines):
    """Lines of figures as Markdown."""
    lines = list(lines)
    columns = list(lines[0])
    shown = lambda value: f"{value:.1f}" if isinstance(value, float) else str(value)  # noqa: E731
    body = [
        "| " + " | ".join(shown(line.get(column, line.get("failed", ""))) for column in columns) + " |"
        for line in lines
    ]
    return "\n".join(["| " + " | ".join(columns) + " |", "|---" * len(columns) + "|", *body])


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
