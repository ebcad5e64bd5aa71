"""Fifth stage: who is who, as logged judgements."""
