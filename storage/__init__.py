"""The memory: tables, queries by subject, migrations, the outbox, the inbox of files and the file store."""
