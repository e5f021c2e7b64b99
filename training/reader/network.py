"""The reader's network: one MiniLM encoder; heads for tags, lemmas, sentence starts, names, syntax, acts and marked pairs.

Shapes: B windows, P pieces, W words. A word's vector is the mean of its first and last piece. `shape` (lower, Title, UPPER,
mixed, figure, mark) enters as BERT's token type, because the base encoder's vocabulary has no case.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

SHAPES = 6
ARC, LABEL, PAIR, ROLE = 256, 96, 192, 128


class Perceptron(nn.Module):
    def __init__(self, inputs: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return self.dropout(nn.functional.gelu(self.linear(x)))


class PairHead(nn.Module):
    """Type of the act between two spans: attention, asked by the pair, finds the words that tell it."""

    def __init__(self, width: int, types: int, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(2 * width, PAIR)
        self.key = nn.Linear(width, PAIR)
        self.near = nn.Parameter(torch.zeros(3))
        self.hidden = Perceptron(3 * width, PAIR * 2, dropout)
        self.out = nn.Linear(PAIR * 2, types)

    def forward(
        self, vectors: Tensor, source: Tensor, target: Tensor, place: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor]:
        """`vectors` B,W,D; `source`, `target` B,W weights that sum to 1; `place` B,W: 0 outside, 1 between, 2 in a span."""
        s = torch.einsum("bw,bwd->bd", source, vectors)
        t = torch.einsum("bw,bwd->bd", target, vectors)
        query = self.query(torch.cat([s, t], -1))
        scores = torch.einsum("bp,bwp->bw", query, self.key(vectors)) / PAIR**0.5 + self.near[place]
        attention = scores.masked_fill(~mask, -1e4).softmax(-1)
        told = torch.einsum("bw,bwd->bd", attention, vectors)
        return self.out(self.hidden(torch.cat([s, t, told], -1))), attention


class ActHead(nn.Module):
    """Acts: of each word the type of the act it tells and its status; of each word that tells one, who stands in it.

    A party's words are found as syntax finds heads: a product of the act's word and the other word, one for each role.
    """

    def __init__(self, width: int, types: int, statuses: int, dropout: float) -> None:
        super().__init__()
        self.hidden = Perceptron(width, ROLE * 2, dropout)
        self.types = nn.Linear(ROLE * 2, types)
        self.status = nn.Linear(ROLE * 2, statuses)
        self.told = Perceptron(width, ROLE, dropout)
        self.party = Perceptron(width, ROLE, dropout)
        self.role = nn.Parameter(torch.zeros(2, ROLE, ROLE))
        self.party_bias = nn.Linear(ROLE, 2)
        for product in self.role:
            nn.init.xavier_uniform_(product)

    def forward(self, vectors: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Of vectors ...,W,D: scores of types and status ...,W,N, and what the roles are asked with."""
        hidden = self.hidden(vectors)
        return self.types(hidden), self.status(hidden), self.told(vectors), self.party(vectors)

    def roles(self, told: Tensor, party: Tensor) -> Tensor:
        """Scores N,2,W (actor, recipient) of the words `party` N,W,D (or W,D) for the acts `told` N,D."""
        party = party.expand(told.size(0), -1, -1)
        return torch.einsum("nre,nwe->nrw", self.asked(told), party) + self.party_bias(party).transpose(1, 2)

    def asked(self, told: Tensor) -> Tensor:
        """What an act asks of the words for its two roles, N,2,D."""
        return torch.einsum("nd,rde->nre", told, self.role) / ROLE**0.5


class Reader(nn.Module):
    def __init__(self, encoder: BertModel, sizes: dict[str, int], dropout: float = 0.33) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        types = nn.Embedding(SHAPES, width)
        types.weight.data.copy_(encoder.embeddings.token_type_embeddings.weight.data[:1].repeat(SHAPES, 1))
        encoder.embeddings.token_type_embeddings = types
        self.dropout = nn.Dropout(dropout * 0.6)
        self.starts = nn.Linear(width, 1)
        self.tags = nn.ModuleDict({name: nn.Linear(width, sizes[name]) for name in ("upos", "xpos", "lemma", "names")})
        self.arc_dependent = Perceptron(width, ARC, dropout)
        self.arc_head = Perceptron(width, ARC, dropout)
        self.arc = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.arc_root = nn.Linear(ARC, 1)
        self.label_dependent = Perceptron(width, LABEL, dropout)
        self.label_head = Perceptron(width, LABEL, dropout)
        self.label = nn.Parameter(torch.randn(sizes["label"], LABEL, LABEL) * 0.01)
        self.label_linear = nn.Linear(2 * LABEL, sizes["label"])
        self.pair = PairHead(width, sizes["type"], dropout)
        self.acts = ActHead(width, sizes["type"], sizes["status"], dropout)
        nn.init.xavier_uniform_(self.arc)

    def words(
        self, pieces: Tensor, shapes: Tensor, first: Tensor, last: Tensor, attention: Tensor | None = None
    ) -> Tensor:
        """Word vectors B,W,D of `pieces` B,P; `first` and `last` B,W are positions of a word's pieces."""
        hidden = self.encoder(input_ids=pieces, token_type_ids=shapes, attention_mask=attention).last_hidden_state
        size = (-1, -1, hidden.size(-1))
        a = hidden.gather(1, first.unsqueeze(-1).expand(size))
        b = hidden.gather(1, last.unsqueeze(-1).expand(size))
        return (a + b) * 0.5

    def syntax(self, vectors: Tensor) -> dict[str, Tensor]:
        """Scores of each word: starts B,W; tags B,W,N; arcs B,W,W (dependent, head; the diagonal is the root)."""
        x = self.dropout(vectors)
        scores = {name: head(x) for name, head in self.tags.items()}
        scores["starts"] = self.starts(x).squeeze(-1)
        dependent, head = self.arc_dependent(x), self.arc_head(x)
        arcs = dependent @ self.arc @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        eye = torch.eye(arcs.size(-1), device=arcs.device, dtype=arcs.dtype)
        scores["arcs"] = arcs * (1 - eye) + self.arc_root(dependent) * eye
        scores["label_dependent"] = self.label_dependent(x)
        scores["label_head"] = self.label_head(x)
        return scores

    def labels(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Label scores N,L of N arcs, from the representations N,D of their two ends."""
        product = torch.einsum("nd,lde->nle", dependent, self.label)
        return torch.einsum("nle,ne->nl", product, head) + self.label_linear(torch.cat([dependent, head], -1))
