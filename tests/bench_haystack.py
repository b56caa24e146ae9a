"""Haystack's default in-process pipeline on documents and questions of a JSON file; runs in an interpreter that has haystack-ai."""

import json
import os
import sys
import time
from pathlib import Path

from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
from haystack.document_stores.in_memory import InMemoryDocumentStore


def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


held = json.loads(Path(sys.argv[1]).read_text("utf-8"))
before, start = megabytes(), time.process_time()
store = InMemoryDocumentStore()
store.write_documents(
    [Document(id=one, content=text) for one, text in zip(held["ids"], held["documents"], strict=True)]
)
retriever = InMemoryBM25Retriever(document_store=store, top_k=5)
build, memory = time.process_time() - start, megabytes() - before
found, spent = [], []
for question in held["questions"]:
    start = time.process_time()
    found.append([document.id for document in retriever.run(query=question)["documents"]])
    spent.append(time.process_time() - start)
print(json.dumps({"found": found, "spent": spent, "build": build, "memory": memory}))
