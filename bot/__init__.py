"""The outside: settings, command line, composition, Telegram, web chat, public pages, health."""
