"""Migrations, newest last; run by the application when it opens the database."""
