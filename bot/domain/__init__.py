"""What Senim knows how to do, in pure Python: no Telegram, no web, no database, no files."""
