"""What proof-reading has found, and where."""

from dataclasses import dataclass, replace

from retrieval.entry_file import Entry


@dataclass(frozen=True)
class Finding:
    """One thing to mend. An error fails `senim check`; a warning is for an editor's eye."""

    path: str
    line: int
    what: str
    mend: str
    error: bool = True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'' if self.error else 'warning: '}{self.what}; {self.mend}"

    def at(self, path: str) -> "Finding":
        """The same finding under another path."""
        return replace(self, path=path)


def on(entry: Entry, key_or_line: str | int, what: str, mend: str, *, error: bool = True) -> Finding:
    """A finding at a front matter key or at a line of an entry."""
    line = key_or_line if isinstance(key_or_line, int) else entry.key_lines.get(key_or_line, 1)
    return Finding(entry.path, line, what, mend, error)
