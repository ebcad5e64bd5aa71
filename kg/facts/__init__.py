"""Third stage: what an article says about officials, as the facts record."""
