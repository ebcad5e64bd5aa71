"""Which article comes first: the order that gives people and meetings their lasting ids."""

from __future__ import annotations

from kg.claims.records import ArticleClaims

Rank = tuple[str, str]


def rank_article(article: ArticleClaims) -> Rank:
    """By day of publication, undated articles last, then by document id.

    Whoever is named is known by the id of the first mention in this order, so adding later articles never changes an
    id, and the order in which articles are read doesn't matter.
    """
    return rank_published(article.article.published, article.doc)


def rank_published(published: str | None, doc: str) -> Rank:
    """The rank of an article by its day of publication and document id."""
    return published or "9999-99-99", doc
