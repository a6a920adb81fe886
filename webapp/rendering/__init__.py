"""What every template can say: words, dates, numbers, names, Markdown."""
