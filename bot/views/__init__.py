"""A result in, a screen out. The only home of words from `locales/` and of keyboards."""
