"""The queries of recognition."""

from zetje.recognition.queries.chains import Chain, ChainNode, chain_for, chains_for
from zetje.recognition.queries.checking import chains_amiss
from zetje.recognition.queries.histories import judge_members

__all__ = ["Chain", "ChainNode", "chain_for", "chains_amiss", "chains_for", "judge_members"]
