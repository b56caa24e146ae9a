"""A question and a guide in, a sourced answer out. Knows nothing of people, Telegram or the web."""
