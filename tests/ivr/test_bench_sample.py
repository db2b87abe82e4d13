from ivr.bench_sample import sample


def test_a_part_has_something_of_each_stratum_in_order() -> None:
    items = [*range(100), 1000]
    part = sample(items, lambda each: each >= 1000, 10)
    assert part == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 1000]


def test_no_limit_is_everything() -> None:
    assert sample([1, 2, 3], bool, 0) == sample([1, 2, 3], bool, 5) == [1, 2, 3]
