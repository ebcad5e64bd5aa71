"""First stage: files, folders and streams to documents."""
