"""The programme's rules: versioned data and pure functions, without I/O, clock or chat."""
