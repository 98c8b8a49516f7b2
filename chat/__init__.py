"""What a conversation is on any messenger: turn, screen, button, form, the router and the engine."""
