"""What a facts record keeps of its document."""

from __future__ import annotations

from kg.documents.records import Document
from kg.facts.records import ArticleInfo


def describe_document(document: Document) -> ArticleInfo:
    """What is known of an article besides its text."""
    return ArticleInfo(
        title=document.title,
        published=document.published,
        publisher=document.publisher,
        url=document.url,
        lang=document.lang,
    )
