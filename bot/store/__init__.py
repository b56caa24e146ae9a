"""What is remembered, and nothing else: SQLAlchemy Core over SQLite or PostgreSQL."""
