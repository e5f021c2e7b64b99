"""Windows hold every word once, keep to paragraphs and stay bounded."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.pieces import HARD_LIMIT, shape, windows

WORDS = st.lists(
    st.sampled_from(["talks", "failed", ".", "He", "”", "Minsk", "42", "!", ","]), min_size=1, max_size=900
)


@given(WORDS, st.data())
def test_windows_tile_the_words_and_cut_at_blocks(words, data):
    sizes = [data.draw(st.integers(1, 12)) for _ in words[:5]] + [1] * (len(words) - 5)
    sizes = sizes[: len(words)]
    blocks = sorted({0, *data.draw(st.lists(st.integers(0, len(words) - 1), max_size=4))})
    got = list(windows(words, sizes, blocks))
    assert [w for a, b in got for w in range(a, b)] == list(range(len(words)))
    assert all(not (a < border < b) for a, b in got for border in blocks)
    assert all(sum(sizes[a:b]) <= HARD_LIMIT + 12 for a, b in got)


def test_a_window_is_cut_at_the_end_of_a_sentence():
    words = (["word"] * 60 + [".", "Next"]) * 4
    for _, end in list(windows(words, [1] * len(words), [0]))[:-1]:
        assert words[end - 1] == "."


def test_shapes():
    assert [shape(w) for w in ("talks", "Talks", "NATO", "McCain", "A", "2022", "—")] == [0, 1, 2, 3, 1, 4, 5]
