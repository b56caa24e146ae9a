"""Alembic's door: runs inside the connection that the application has opened, so there is one way to migrate."""

from alembic import context

from bot.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
