import pytest

from tests.support.documents import make_document, make_index


@pytest.mark.parametrize(("typed", "most"), [("a", 4), ("ab", 6), ("abc", 8), ("abcd", 8)])
def test_completions_are_the_most_frequent_few(typed, most):
    words = [f"abcd{letter * 3}q" for letter in "bcdfghjklm"]
    documents = [
        make_document(f"entry-{number:02}", title=" ".join(words[: number + 1]))
        for number in range(10)
    ]
    results = make_index(documents).search(typed)
    found = {why.found for result in results.results for why in result.why}
    assert found <= set(words[:most])
    assert results.total == 10
