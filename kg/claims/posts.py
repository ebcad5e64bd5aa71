"""What a role in a body tells: its canonical spelling, and whether one person at a time holds it."""

from __future__ import annotations

import msgspec

from kg.claims.bodies import ParsedBody


class ParsedPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post as its role and body tell.

    Attributes:
        role: canonical spelling of the role: "Phó Chủ tịch Thường trực".
        body: the body that has the post.
        single_seat: whether one person at a time can hold it.
        key: the same for every spelling of one post, and for no other post.
    """

    role: str
    body: ParsedBody
    single_seat: bool
    key: str

    @property
    def name(self) -> str:
        """Role and body: "Chủ tịch UBND tỉnh Ninh Bình"."""
        return f"{self.role} {self.body.name}"


def parse_post(role: str, body: ParsedBody) -> ParsedPost:
    """The post that a role in a body means.

    Args:
        role: the role's title without the body, as an article or extractor has it.
        body: the body that has the post.
    """
    raise NotImplementedError
