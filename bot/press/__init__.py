"""The guide as files: offline page, documents, handouts, posters."""
