"""Who runs jobs: a thread, Procrastinate; notices by mail."""
