"""What an author can get wrong: one module of rules a subject, each fault one sentence."""
