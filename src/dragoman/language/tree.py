"""Arc scores to a tree: the best heads where they form one, else the maximum spanning tree (Chu-Liu, Edmonds)."""

from __future__ import annotations

import numpy as np


def heads(scores: np.ndarray) -> np.ndarray:
    """Heads n of one sentence from scores n,n (dependent, head; the diagonal scores being the root, which heads itself)."""
    best = scores.argmax(1)
    roots = np.flatnonzero(best == np.arange(len(best)))
    if len(roots) == 1 and _reaches(best, int(roots[0])):
        return best
    root = int(np.diagonal(scores).argmax()) if len(roots) == 0 else int(roots[np.diagonal(scores)[roots].argmax()])
    rooted = scores.astype(np.float64, copy=True)
    np.fill_diagonal(rooted, -np.inf)
    rooted[root] = -np.inf
    rooted[root, root] = 0.0
    if len(best) > 200:  # a sentence that long is none: attach what hangs in the air to the root, in linear time
        return _attach(rooted, root)
    return _spanning(rooted, root)


def _reaches(best: np.ndarray, root: int) -> bool:
    """Does every word reach the root? (Pointer doubling: log n steps.)"""
    up = best
    for _ in range(max(1, len(best).bit_length())):
        up = up[up]
    return bool((up == root).all())


def _attach(scores: np.ndarray, root: int) -> np.ndarray:
    best = scores.argmax(1)
    best[root] = root
    while (cycle := _cycle(best, root)) is not None:
        best[cycle[0]] = root
    return best


def _spanning(scores: np.ndarray, root: int) -> np.ndarray:
    """Chu-Liu-Edmonds on scores (dependent, head) with -inf where no arc may be; the root's head is itself."""
    n = len(scores)
    best = scores.argmax(1)
    best[root] = root
    cycle = _cycle(best, root)
    if cycle is None:
        return best
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    where = {int(v): k for k, v in enumerate(outside)}
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    kept = scores[cycle, best[cycle]]
    into = scores[np.ix_(cycle, outside)] - kept[:, None]  # break the cycle at a member, entering from outside
    enter = into.argmax(0)
    small[m, :m] = into[enter, np.arange(m)]
    out = scores[np.ix_(outside, cycle)]
    leave = out.argmax(1)
    small[:m, m] = out[np.arange(m), leave]
    small[where[root], :] = -np.inf
    small[where[root], where[root]] = 0.0
    solved = _spanning(small, where[root])
    result = best.copy()
    for k, v in enumerate(outside):
        h = int(solved[k])
        result[v] = v if v == root else (outside[h] if h < m else cycle[leave[k]])
    entry = int(solved[m])
    result[cycle[enter[entry]]] = outside[entry]
    return result


def _cycle(best: np.ndarray, root: int) -> np.ndarray | None:
    """Members of a cycle among `best`, or None."""
    state = [0] * len(best)
    state[root] = 2
    for i in range(len(best)):
        path, k = [], i
        while state[k] == 0:
            state[k] = 1
            path.append(k)
            k = int(best[k])
        if state[k] == 1:
            return np.array(path[path.index(k) :])
        for p in path:
            state[p] = 2
    return None
