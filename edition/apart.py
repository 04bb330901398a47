"""An index with its edits apart: published shards as they are, and a small one with what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edition.search import SMALL, Shard, shard_of
from edition.shards import Replaced


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """An index that can be published."""

    shards: tuple[Shard, ...]
    variants: Mapping[str, str]
    is_whole: bool = True
    """False when it has edits apart."""
    replaced: Replaced = field(default_factory=dict)

    def is_as(self, other: Ready | None) -> bool:
        """Whether both hold the same: the name of a shard tells all that is in it."""
        if other is None or self.replaced != other.replaced:
            return False
        return [shard.name for shard in self.shards] == [shard.name for shard in other.shards]


def with_edits_apart(whole: Sequence[Shard], plan: Sequence[Shard], variants: Mapping[str, str]) -> Ready | None:
    """An index of what `plan` holds, out of the shards in `whole` and a small one; None
    where too much is different for that to be quick."""
    wanted = {facts for shard in plan for facts in shard.facts}
    known = {facts for shard in whole for facts in shard.facts}
    edits = [
        record for shard in plan for record, facts in zip(shard.records, shard.facts, strict=True) if facts not in known
    ]
    if sum(record.size for record in edits) > SMALL:
        return None
    gone = {shard.name: [place for place, facts in enumerate(shard.facts) if facts not in wanted] for shard in whole}
    return Ready(
        (*([shard_of(edits, variants)] if edits else []), *whole),
        variants,
        False,
        {name: places for name, places in gone.items() if places},
    )


def size_of(shards: Iterable[Shard]) -> int:
    """In characters."""
    return sum(record.size for shard in shards for record in shard.records)
