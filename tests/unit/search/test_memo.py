from advisor.search.memo import ROOM, Memo


def test_so_many_are_remembered_and_then_it_begins_anew():
    memo = Memo(most=2)
    memo["a"], memo["b"] = 1, 2
    memo["b"] = 3
    assert memo == {"a": 1, "b": 3}
    memo["c"] = 4
    assert memo == {"c": 4}


def test_long_values_fill_it_as_well():
    memo = Memo(weigh=lambda value: value)
    memo["a"], memo["b"] = ROOM // 2, ROOM // 2
    assert set(memo) == {"a", "b"}
    memo["c"] = 1
    assert set(memo) == {"c"}
    memo["d"] = ROOM - 1
    assert set(memo) == {"c", "d"}
