"""Every sentence that a person reads: Fluent files, Vietnamese first, and what people usually type (phrases.toml)."""
